import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shikra } from '../../shared/dialects/shikra.ts'
import { charactersToClose, nextText, type ShapeKinds } from './coordinate-bracket.ts'
import { GrammarWalk, makeGrammar } from './grammar.ts'
import { chooseToken, seededRandom } from './sampling.ts'

const digits = [...'0123456789']
/** The bundled model's way of writing numbers, with the loose characters that its vocabulary has too. */
const merged = [
  '</s>',
  ' dog',
  'a',
  '.',
  ',',
  ';',
  '[',
  ']',
  '].',
  '[0.',
  '[1.',
  ',0.',
  ',1.',
  ';0.',
  ';1.',
  ' [',
  ' ',
  ...digits,
]
const single = ['</s>', ' dog', '.', ',', ';', '[', ']', ...digits]
const triples = [...single, ...Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0')), '],', '[0']

const vocabularies: Record<string, readonly string[]> = { merged, single, triples }
const both: ShapeKinds = { boxes: true, points: true }
const kindsToTry: readonly ShapeKinds[] = [both, { boxes: true, points: false }, { boxes: false, points: true }]

function walkOver(tokens: readonly string[], kinds: ShapeKinds): GrammarWalk {
  const grammar = makeGrammar('shikra', kinds, { size: tokens.length, textOf: (id) => tokens[id] ?? null })
  if (!grammar) throw new Error('no grammar')
  return new GrammarWalk(grammar)
}

describe('grammar', () => {
  it('writes nothing but valid coordinates, whatever the model wants', () => {
    const ask = fc.record({
      vocabulary: fc.constantFrom(...Object.keys(vocabularies)),
      kinds: fc.constantFrom(...kindsToTry),
      seed: fc.nat(),
      length: fc.integer({ min: 1, max: 120 }),
      temperature: fc.constantFrom(0, 1),
    })
    return fc.assert(
      fc.property(ask, ({ vocabulary, kinds, seed, length, temperature }) => {
        const tokens = vocabularies[vocabulary] as readonly string[]
        const walk = walkOver(tokens, kinds)
        const random = seededRandom(seed)
        let text = ''
        for (let left = length; left > 0; left--) {
          const logits = Float32Array.from(tokens, () => random() * 8)
          const { id } = chooseToken(logits, walk.allowed(left), temperature, random)
          expect(id).toBeGreaterThanOrEqual(0)
          walk.push(id)
          text += tokens[id]
        }
        const spans = shikra.decode(text, { width: 1000, height: 1000 })
        expect(spans.filter((span) => span.kind === 'malformed')).toEqual([])
        const shapes = spans.flatMap((span) => (span.kind === 'mention' ? span.shapes : []))
        expect(text.includes('[')).toBe(shapes.length > 0)
        for (const shape of shapes) {
          expect(shape.kind === 'box' ? kinds.boxes : kinds.points).toBe(true)
          if (shape.kind === 'box') expect(shape.x1 < shape.x2 && shape.y1 < shape.y2).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('prefers the tokens that the tokenizer itself would have written', () => {
    const walk = walkOver(merged, { boxes: true, points: false })
    const options = (): string[] => {
      const allowed = walk.allowed(100)
      if (allowed.kind !== 'only') throw new Error('free text')
      return allowed.ids.map((id) => merged[id] ?? '')
    }
    const write = (token: string): void => walk.push(merged.indexOf(token))
    const free = walk.allowed(100)
    expect(free.kind === 'except' && [...free.ids].map((id) => merged[id])).toEqual(['[', '[1.'])
    write('[0.')
    expect(options()).toEqual(digits)
    for (const digit of '500') write(digit)
    expect(options()).toEqual([',0.'])
    expect(walk.forced(100)).toBe(merged.indexOf(',0.'))
    write(',0.')
    for (const digit of '998') write(digit)
    write(',0.')
    expect(options()).toEqual(['5', '6', '7', '8', '9'])
    for (const digit of '50') write(digit)
    expect(options()).toEqual(digits.slice(1))
    write('1')
    expect(options()).toEqual([',0.', ',1.'])
    write(',0.')
    for (const digit of '99') {
      expect(options()).toEqual(['9'])
      write(digit)
    }
    expect(walk.forced(100)).toBe(merged.indexOf('9'))
    write('9')
    expect(options()).toEqual([']', '].', ';0.'])
    write('].')
    expect(walk.allowed(100).kind).toBe('except')
  })

  it('opens no bracket that it could not close, and closes in time', () => {
    const walk = walkOver(single, { boxes: false, points: true })
    const needed = '[0.000,0.000]'.length
    const early = walk.allowed(needed - 1)
    expect(early.kind === 'except' && early.ids.has(single.indexOf('['))).toBe(true)
    const inTime = walk.allowed(needed)
    expect(inTime.kind === 'except' && inTime.ids.size).toBe(0)
  })

  it('counts the characters that are missing', () => {
    const rest = (text: string, kinds: ShapeKinds): number => {
      const state = nextText(null, text, kinds)
      if (state === null || state === 'dead') throw new Error(text)
      return charactersToClose(state, kinds)
    }
    expect(rest('[', { boxes: true, points: false })).toBe('0.000,0.000,0.000,0.000]'.length)
    expect(rest('[0.1', both)).toBe('00,0.000]'.length)
    expect(rest('[0.100,0.200,0.3', both)).toBe('00,0.000]'.length)
    expect(rest('[0.100,0.200;', both)).toBe('0.000,0.000]'.length)
    expect(rest('[0.100,0.200,0.300,0.400;', both)).toBe('0.000,0.000,0.000,0.000]'.length)
  })

  it('has none for another dialect or a model that draws nothing', () => {
    const vocabulary = { size: merged.length, textOf: (id: number) => merged[id] ?? null }
    expect(makeGrammar('chatspot-resize', both, vocabulary)).toBe(null)
    expect(makeGrammar('shikra', { boxes: false, points: false }, vocabulary)).toBe(null)
  })
})

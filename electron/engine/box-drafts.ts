import type { Candidate } from './graphs.ts'
import type { TextTokens } from './text-tokens.ts'

type Known = { readonly body: string; readonly name: string | null; readonly score: number; readonly left: number }

const longestDraft = 8
const likely = 0.3
const nearness = 0.02

/**
 * Guesses how a bracket that has begun goes on: almost every box that a model writes is one that its vision graph found or
 * that the dialogue has named. A guess costs one longer run where it is wrong, and saves a run per token where it is right.
 */
export class BoxDrafts {
  private readonly tokens: TextTokens
  private readonly known: Known[] = []
  private readonly written = new Set<string>()
  private readonly forms = new Map<string, readonly number[]>()
  private text: string
  /** Where the open bracket starts in `text`; -1 outside brackets. */
  private opened = -1

  /** `prompt` is the text in front of the answer. */
  constructor(tokens: TextTokens, candidates: readonly Candidate[], prompt: string) {
    this.tokens = tokens
    this.text = prompt
    for (const { box, score, name } of candidates) {
      const [left = 0] = box
      this.add({ body: box.map(threeDecimals).join(','), name: wordOf(tokens, name), score, left })
    }
    for (const [, bodies = ''] of prompt.matchAll(/\[([\d.,;]+)\]/g)) this.addNamed(bodies)
  }

  /** The answer went on. */
  push(id: number): void {
    const text = this.tokens.textOf(id) ?? ''
    const opening = text.lastIndexOf('[')
    if (opening >= 0) this.opened = this.text.length + opening
    this.text += text
    if (this.opened < 0 || !text.includes(']')) return
    const bodies = this.text.slice(this.opened + 1, this.text.indexOf(']', this.opened))
    this.addNamed(bodies)
    for (const body of bodies.split(';')) this.written.add(body)
    this.opened = -1
  }

  /** At most `room` tokens that may come next; none outside a bracket or where nothing known fits. */
  propose(room: number): number[] {
    if (this.opened < 0) return []
    const shapes = this.text.slice(this.opened + 1).split(';')
    const begun = shapes.at(-1) as string
    const before = shapes.slice(0, -1)
    const left = this.known.filter(({ body }) => !before.includes(body))
    const exact = left.filter(({ body }) => body.startsWith(begun))
    const [top, ...others] = this.ranked(exact.length > 0 ? exact : left.filter(({ body }) => isNear(body, begun)))
    if (!top) return []
    const chain = [top, ...(this.isPlural(top, before) ? others.filter((next) => follows(next, top)) : [])]
    const opener = before.length > 0 ? ';' : '['
    const whole = chain.flatMap(({ body }, i) => {
      const form = this.form(`${i === 0 ? opener : ';'}${body}]`)
      return i < chain.length - 1 ? form.slice(0, -1) : form
    })
    const start = this.lengthOf(whole, opener.length + begun.length)
    return whole.slice(start, start + Math.min(longestDraft, room))
  }

  /** Best first: not written yet in this answer, its name said last, from left to right, else likeliest first. */
  private ranked(known: readonly Known[]): readonly Known[] {
    const text = this.text.slice(0, this.opened).toLowerCase()
    const said = new Map(known.map((one) => [one, one.name === null ? -1 : text.lastIndexOf(one.name)]))
    const place = (one: Known): number => said.get(one) ?? -1
    return [...known].sort(
      (a, b) =>
        Number(this.written.has(a.body)) - Number(this.written.has(b.body)) ||
        place(b) - place(a) ||
        (place(a) >= 0 && Math.min(a.score, b.score) > likely ? a.left - b.left : b.score - a.score),
    )
  }

  /** Whether more boxes of the same name are to be expected in the bracket. */
  private isPlural({ name }: Known, before: readonly string[]): boolean {
    if (name === null) return false
    if (before.length > 0) return true
    const text = this.text.slice(0, this.opened).toLowerCase()
    const at = text.lastIndexOf(name)
    return at >= 0 && /^[a-z]+$/.test(text.slice(at + name.length))
  }

  private add(known: Known): void {
    if (!this.known.some(({ body }) => body === known.body)) this.known.push(known)
  }

  private addNamed(bodies: string): void {
    for (const body of bodies.split(';')) this.add({ body, name: null, score: 0, left: Number(body.split(',', 1)[0]) })
  }

  private form(text: string): readonly number[] {
    const found = this.forms.get(text) ?? this.tokens.encode(text)
    this.forms.set(text, found)
    return found
  }

  /** How many of these tokens make up the first `characters` of their text; all of them where none ends there. */
  private lengthOf(ids: readonly number[], characters: number): number {
    let length = 0
    for (const [i, id] of ids.entries()) {
      if (length === characters) return i
      length += this.tokens.textOf(id)?.length ?? 0
    }
    return ids.length
  }
}

/** Whether what is begun differs a little only from the same numbers of a known box, the one at hand not at all. */
function isNear(body: string, begun: string): boolean {
  const numbers = body.split(',')
  return begun
    .split(',')
    .every((text, i, all) =>
      i === all.length - 1
        ? (numbers[i] ?? '').startsWith(text)
        : Math.abs(Number(text) - Number(numbers[i])) <= nearness,
    )
}

function follows(next: Known, top: Known): boolean {
  return next.name === top.name && next.score > likely && next.left >= top.left
}

/** As coordinates are written and as the picture's tokens show them: rounded half up. */
function threeDecimals(value: number): string {
  return (Math.floor(value * 1000 + 0.5) / 1000).toFixed(3)
}

function wordOf(tokens: TextTokens, id: number): string | null {
  return tokens.textOf(id)?.trim().toLowerCase() || null
}

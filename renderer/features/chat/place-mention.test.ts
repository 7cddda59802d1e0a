import { EditorState } from 'prosemirror-state'
import { describe, expect, it } from 'vitest'
import type { Part } from '../../../shared/dialogue/turn.ts'
import { docOfParts, mentionNode, messageSchema, partsOfDoc } from './message-schema.ts'
import { moveMention, placeMention } from './place-mention.ts'

const words = (text: string): Part => ({ kind: 'text', text })
const chip = (...ids: string[]): Part => ({ kind: 'mention', regionIds: ids as never })
const stateOf = (...parts: Part[]) => EditorState.create({ schema: messageSchema, doc: docOfParts(parts) })

function placed(parts: Part[], at: number) {
  const node = mentionNode(['r9' as never])
  if (!node) throw new Error('no node')
  const tr = placeMention(stateOf(...parts), node, at)
  return [partsOfDoc(tr.doc), tr.selection.from]
}

describe('a chip that is put into a message', () => {
  it('gets blanks where it would touch a word, and the caret stands behind it', () => {
    expect(placed([words('ab')], 1)).toEqual([[words('a '), chip('r9'), words(' b')], 3])
    expect(placed([words('a b')], 2)).toEqual([[words('a '), chip('r9'), words(' b')], 3])
    expect(placed([words('a ?')], 2)).toEqual([[words('a '), chip('r9'), words('?')], 3])
    expect(placed([words('(')], 1)).toEqual([[words('('), chip('r9')], 2])
    expect(placed([], 0)).toEqual([[chip('r9')], 1])
  })

  it('never touches another chip in front of it', () => {
    expect(placed([chip('r1')], 1)).toEqual([[chip('r1'), words(' '), chip('r9')], 3])
  })
})

describe('a chip that is moved', () => {
  const message = [words('is '), chip('r1', 'r2'), words(' left of that')]
  const moved = (at: number, to: number) => {
    const tr = moveMention(stateOf(...message), at, to)
    return tr && partsOfDoc(tr.doc)
  }

  it('goes whole, with one of the two blanks around it', () => {
    expect(moved(3, 17)).toEqual([words('is left of that '), chip('r1', 'r2')])
    expect(moved(3, 0)).toEqual([chip('r1', 'r2'), words(' is left of that')])
  })

  it('stays where it is when it is dropped on its own edges', () => {
    expect([moved(3, 3), moved(3, 4)]).toEqual([null, null])
  })

  it('keeps the words that it grounds', () => {
    const grounded: Part = { ...chip('r1'), phrase: 'dog' } as Part
    const tr = moveMention(stateOf(words('a '), grounded), 2, 0)
    expect(tr && partsOfDoc(tr.doc)).toEqual([grounded, words(' a ')])
  })
})

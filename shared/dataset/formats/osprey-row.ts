import { ospreyPlace } from '../../dialects/osprey.ts'
import type { WrittenTurn } from '../../dialogue/prompt.ts'
import { err, ok, type Result } from '../../result.ts'

/** A record of an Osprey file; only what text is made of. Masks are polygons or run lengths in pixels. */
export type OspreyRow = {
  readonly annotation: readonly unknown[]
  readonly conversations?: readonly { readonly from: string; readonly value: string }[] | undefined
  readonly description?: readonly string[] | undefined
}

/** The loaders of CircleRadon/Osprey @ deb0e57d7e that make text in different ways. */
export const ospreyLoaders = [
  'OspreyConversations',
  'OspreyShortForm',
  'OspreyPartLevel',
  'OspreyLVISPosNeg',
  'OspreyDetailedDescription',
] as const
export type OspreyLoader = (typeof ospreyLoaders)[number]

const overview = '<image>\nThis provides an overview of the picture.\n'
const shortAnswer = ' Answer the question using a single word or phrase.'

/** The sentence in front of the first question, with upstream's spelling, which models were trained on. */
function announcement(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `region${index + 1}${ospreyPlace}`)
  return `Ther are ${count} part region${count === 1 ? '' : 's'} in the picture: ${names.join(',')}. `
}

function roleOf(from: string): 'user' | 'assistant' {
  return from === 'human' ? 'user' : 'assistant'
}

/**
 * The turns that a loader makes of a record. `question` asks for a description; its `<region>` stands for the region. Refuses a record
 * whose text would hold more or fewer places than masks: upstream fails on it, or trains on the wrong mask.
 */
export function fillOspreyRow(row: OspreyRow, loader: OspreyLoader, question = ''): Result<WrittenTurn[], string> {
  const turns = turnsOf(row, loader, question)
  const places = turns.map((turn) => turn.text.split(ospreyPlace).length - 1).reduce((sum, count) => sum + count, 0)
  if (places !== row.annotation.length) {
    return err(`the text has ${places} places for masks, the record ${row.annotation.length} masks`)
  }
  const [first, ...rest] = turns
  return first === undefined ? err('the record says nothing') : ok([{ ...first, text: overview + first.text }, ...rest])
}

function turnsOf(row: OspreyRow, loader: OspreyLoader, question: string): WrittenTurn[] {
  const said = row.conversations ?? []
  switch (loader) {
    case 'OspreyDetailedDescription':
      return (row.description ?? []).flatMap((text): WrittenTurn[] => [
        { role: 'user', text: question.replaceAll('<region>', ospreyPlace) },
        { role: 'assistant', text: text.replace(/^<region\d+>: /, '') },
      ])
    case 'OspreyLVISPosNeg':
      return said.map(({ from, value }) => ({ role: roleOf(from), text: value.replace(/<region\d+>/g, ospreyPlace) }))
    case 'OspreyConversations':
    case 'OspreyShortForm':
    case 'OspreyPartLevel':
      return said.map(({ from, value }, index) => {
        const plain = value.replace(/[<>]/g, '')
        const role = roleOf(from)
        const asked = role === 'user' && loader !== 'OspreyConversations' ? plain + shortAnswer : plain
        return { role, text: index === 0 ? announcement(row.annotation.length) + asked : asked }
      })
  }
}

import { ospreyPlace } from '../../dialects/osprey.ts'
import type { WrittenTurn } from '../../dialogue/prompt.ts'
import { assertNever, err, ok, type Result } from '../../result.ts'

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
  // Upstream takes messages in pairs, whoever they say they are from; a last one alone is left out.
  const values = (row.conversations ?? []).map((message) => message.value)
  const said = values.slice(0, values.length - (values.length % 2))
  const inTurn = (asked: (text: string, index: number) => string, answered: (text: string) => string): WrittenTurn[] =>
    said.map((text, index) =>
      index % 2 === 0 ? { role: 'user', text: asked(text, index) } : { role: 'assistant', text: answered(text) },
    )
  const plain = (text: string): string => text.replace(/[<>]/g, '')
  switch (loader) {
    case 'OspreyDetailedDescription':
      return (row.description ?? []).slice(0, row.annotation.length).flatMap((text): WrittenTurn[] => [
        { role: 'user', text: question.replaceAll('<region>', ospreyPlace) },
        { role: 'assistant', text: /<.*>: (.*)/.exec(text)?.[1] ?? text },
      ])
    case 'OspreyLVISPosNeg':
      return inTurn(
        (text) => text.replace(/<region\d+>/g, ospreyPlace),
        (text) => text,
      )
    case 'OspreyConversations':
    case 'OspreyShortForm':
    case 'OspreyPartLevel': {
      const end = loader === 'OspreyConversations' ? '' : shortAnswer
      const front = announcement(row.annotation.length)
      return inTurn((text, index) => (index === 0 ? front : '') + plain(text) + end, plain)
    }
    default:
      return assertNever(loader)
  }
}

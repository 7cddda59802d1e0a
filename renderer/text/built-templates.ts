import type { MessageKey } from './catalogue.ts'
import { label } from './translate.ts'

/** A message with places to fill in, written ‹like this›. */
export type Template = { readonly id: string; readonly name: string; readonly text: string; readonly own: boolean }

const taskNames = ['ask', 'rec', 'reg', 'caption', 'describe', 'reasoning', 'point'] as const

/** Those of the program, in the language that is set. */
export function builtTemplates(): Template[] {
  return taskNames.map((name) => ({
    id: name,
    name: label(`template.${name}` satisfies MessageKey),
    text: label(`template.${name}.text` satisfies MessageKey),
    own: false,
  }))
}

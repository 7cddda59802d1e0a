import type { MessageKey } from './catalogue.ts'
import { en } from './en.ts'
import { otherLanguages } from './model-languages.ts'
import { label } from './translate.ts'

/** A message with places to fill in, written ‹like this›. */
export type Template = { readonly id: string; readonly name: string; readonly text: string; readonly own: boolean }

const taskNames = ['ask', 'rec', 'reg', 'caption', 'describe', 'reasoning', 'point'] as const

/**
 * Those of the program: names in the language that is set, and what the model is asked in it too, or in English where the model reads
 * (`languages`) that and not the other.
 */
export function builtTemplates(languages?: readonly string[]): Template[] {
  const inEnglish = languages?.includes('en') === true && otherLanguages(languages) !== null
  const asked = (key: MessageKey): string => (inEnglish ? en[key] : label(key))
  return taskNames.map((name) => ({
    id: name,
    name: label(`template.${name}`),
    text: asked(`template.${name}.text`),
    own: false,
  }))
}

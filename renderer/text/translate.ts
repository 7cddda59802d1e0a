import { createSignal } from 'solid-js'
import type { Catalogue, MessageKey } from './catalogue.ts'
import { en } from './en.ts'

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type TextOf<K extends MessageKey> = (typeof en)[K]
type Params<K extends MessageKey> = [Names<TextOf<K>>] extends [never]
  ? []
  : [params: Readonly<Record<Names<TextOf<K>>, string | number>>]

type PluralBase = MessageKey extends infer K ? (K extends `${infer Base}.one` ? Base : never) : never

const [catalogue, setCatalogue] = createSignal<Catalogue>(en)
const [languageTag, setLanguageTag] = createSignal('en')

/** Shows the interface in another language at once. */
export function setLanguage(tag: string, texts: Catalogue): void {
  setLanguageTag(tag)
  setCatalogue(texts)
}

/** The tag of the language that is shown. Tracks it. */
export function language(): string {
  return languageTag()
}

/** Puts values into the `{name}` places of a text; a name without a value stays as it is written. */
export function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** The text of a key in the language that is set, with its places filled. Tracks the language. */
export function t<K extends MessageKey>(key: K, ...params: Params<K>): string {
  return fill(label(key), params[0] ?? {})
}

/** The text of a key that is only known at run time and has no places to fill, e.g. an action's label. */
export function label(key: MessageKey): string {
  return catalogue()[key] ?? en[key]
}

const rulesByLanguage = new Map<string, Intl.PluralRules>()

/** Made once a language: a row of a list that is scrolled asks for several. */
function pluralRules(tag: string): Intl.PluralRules {
  const rules = rulesByLanguage.get(tag) ?? new Intl.PluralRules(tag)
  rulesByLanguage.set(tag, rules)
  return rules
}

/** The text for a number of things, by the language's plural rules; falls back to `other`. */
export function count(base: PluralBase, n: number, params: Readonly<Record<string, string | number>> = {}): string {
  const texts = catalogue() as Readonly<Record<string, string>>
  const english: Readonly<Record<string, string>> = en
  const form = pluralRules(languageTag()).select(n)
  const text =
    texts[`${base}.${form}`] ?? texts[`${base}.other`] ?? english[`${base}.${form}`] ?? english[`${base}.other`]
  return fill(text ?? '', { n, ...params })
}

/** True for a key of the catalogue; for keys that come from the journal, such as an entry's label. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key)
}

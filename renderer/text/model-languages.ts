import { language, t } from './translate.ts'

/** The languages that a model reads, in words, where the one that is shown is not among them; `null` = it is, or nobody knows. */
export function otherLanguages(languages: readonly string[] | undefined): string | null {
  const [shown = ''] = language().split('-')
  if (languages === undefined || languages.includes(shown)) return null
  const names = new Intl.DisplayNames(language(), { type: 'language' })
  return languages.map((tag) => names.of(tag) ?? tag).join(t('list.comma'))
}

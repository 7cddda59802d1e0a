import type { Random } from '../random.ts'

const polite = ['Please {}', 'Can you {}?', 'Could you {}?', 'Could you please {}?', 'Now {}', 'OK, {}'] as const
const imperative =
  /^(Find|Locate|Show|Point|Mark|Box|Give|Name|Tell|Describe|List|Count|Highlight|Caption|Draw|Put|Select|Detect|Identify|Label|Explain|Look|Search|Check)\b/

/** How people write the same words: politely, of an "image" or a "photo", in small letters, without the last mark. */
export function vary(words: string, random: Random): string {
  let said = words
  if (random.chance(0.35)) said = said.replace('picture', random.pick(['image', 'image', 'photo', 'scene']))
  if (imperative.test(said) && !/[.?] /.test(said) && random.chance(0.2)) {
    const frame = random.pick(polite)
    const bare = `${said.charAt(0).toLowerCase()}${said.slice(1)}`
    said = frame.endsWith('?') ? frame.replace('{}', bare.replace(/[.?]$/, '')) : frame.replace('{}', bare)
  }
  if (random.chance(0.12)) said = said.toLowerCase()
  if (random.chance(0.15)) said = said.replace(/(?<=[^\s.?])[.?]$/, '')
  return said
}

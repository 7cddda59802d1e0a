/** Characters that are looked at; a name is shorter by far. */
const longest = 200
const determiners =
  'an?|the|some|this|that|these|those|another|one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,3}'
const opening =
  '(?:(?:and|or|but|with)\\s+)?(?:(?:there (?:is|are)|it is|this is|that is|these are|yes, (?:the|there is))\\s+)?'
const word = "\\p{L}[\\p{L}'’-]*"
/** A whole clause that is a noun with what belongs to it: a determiner and at most three words. */
const named = new RegExp(`^${opening}(?:${determiners})\\s+(${word}(?:\\s+${word}){0,2})$`, 'iu')
/** Words that join two things, or stand for one: with them it is not plain which words a box belongs to. */
const unsure =
  /(?:^|\s)(?:of|on|in|at|by|to|for|from|with|and|or|near|under|over|behind|beside|is|are|was|left|right|top|bottom|middle|centre|center|one|ones|other|others|same|region|box|point)(?:\s|$)/iu

/**
 * The words right before a region that name it, without their determiner: "cat" of "A dog, the cat". Only where nothing else can be meant:
 * the clause is no more than a determiner and up to three words. For dialects that have no marks around the words (Shikra writes
 * "A cat[0.1,…]"), so that what such a model says can be exported to those that have.
 */
export function phraseBefore(text: string): string | undefined {
  const end = text.slice(-longest)
  const clause = end.slice(end.search(/[^.,;:!?()[\]{}"“”\n]*$/u)).trim()
  const joined = /^.*\s(?:and|or)\s+(?=\S)/iu.exec(clause)
  const words = named.exec(joined ? clause.slice(joined[0].length) : clause)?.[1]
  return words === undefined || unsure.test(words) ? undefined : words
}

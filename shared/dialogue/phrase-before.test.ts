import fc from 'fast-check'
import { expect, test } from 'vitest'
import { phraseBefore } from './phrase-before.ts'

test.each([
  ['A dog', 'dog'],
  ['The dog, the alarm clock', 'alarm clock'],
  ['A tulip, a bee and a mushroom', 'mushroom'],
  ['Some grapes', 'grapes'],
  ['Yes, the cats', 'cats'],
  ['There is a red fire engine', 'red fire engine'],
  ['There are 3 sheep', 'sheep'],
  ['No. There is an owl ', 'owl'],
  ['Thought: two apples', 'apples'],
])('%s', (text, words) => {
  expect(phraseBefore(text)).toBe(words)
})

test.each([
  ['a person inside another', 'A man in a red shirt'],
  ['nothing named', 'It is here'],
  ['a place', 'It is on the left'],
  ['a stand-in', 'I mean the other one'],
  ['a long description', 'the very large and old brown wooden table'],
  ['a verb', 'The dog is'],
  ['no words', ''],
  ['only marks', '. '],
  ['no determiner', 'dog'],
  ['another script', '这只狗'],
])('%s is no name', (_, text) => {
  expect(phraseBefore(text)).toBeUndefined()
})

test('what is found are the last words of the text, whatever it is', () => {
  const words = fc.constantFrom('a', 'the', 'dog', 'and', ',', '.', 'in', 'two', "cat's", '[', '猫', ' ', '\n', 'Yes,')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((all) => all.join(' ')),
      ),
      (text) => {
        const found = phraseBefore(text)
        if (found !== undefined) expect(text.trimEnd().endsWith(found)).toBe(true)
      },
    ),
  )
})

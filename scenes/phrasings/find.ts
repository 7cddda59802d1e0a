import { phrasings } from './phrasing.ts'

/** Asks for the place of one thing (all of them are shown when there are several). */
export const findOne = phrasings('plain', [
  'Where is the {name}?',
  'Where is the {name}?',
  'Find the {name}.',
  'Find the {name}.',
  'Locate the {name}.',
  'Locate the {name}.',
  'Show me the {name}.',
  'Where can I see the {name}?',
  'Point out the {name}.',
  'Point to the {name}.',
  'Mark the {name}.',
  'Can you find the {name}?',
  'Where is the {name} in this picture?',
  'Give me the box of the {name}.',
  'I am looking for the {name}.',
  'Box the {name}.',
  'Where do you see {a}?',
  'Find {a}.',
])

/** Asks for every one of a kind. */
export const findAll = phrasings('plain', [
  'Where are the {names}?',
  'Find all {names}.',
  'Find the {names}.',
  'Locate every {name}.',
  'Show me all {names}.',
  'Mark each {name}.',
  'Box all the {names}.',
])

/** Asks for one of two of a kind by where it lies beside the other. */
export const findSide = phrasings('side', [
  'Where is the {side} {name}?',
  'Find the {side} {name}.',
  'Show me the {side} {name}.',
])

/** Goes on from an earlier question of the same dialogue. */
export const findNext = phrasings('plain', ['And the {name}?', 'And where is the {name}?', 'What about the {name}?'])

export const exists = phrasings('plain', [
  'Is there {a}?',
  'Is there {a} in the picture?',
  'Can you see {a}?',
  'Do you see {a} anywhere?',
  'Does the picture show {a}?',
])

import { phrasings } from './phrasing.ts'

/** Asks for everything with its place. */
export const spotting = phrasings('plain', [
  'Describe the picture.',
  'Describe the picture.',
  'Describe this picture.',
  'What is in the picture?',
  'What can you see?',
  'Name everything and show where it is.',
  'List all objects.',
])

/** `direct` answers with the number alone, `shown` with boxes first. */
export const countAll = [
  ...phrasings('direct', [
    'How many objects are there?',
    'How many objects are there?',
    'How many things are in the picture?',
    'How many objects do you see?',
  ]),
  ...phrasings('shown', ['Count the objects.', 'Mark and count all objects.', 'Count everything you see.']),
]

export const countKind = [
  ...phrasings('direct', [
    'How many {names} are there?',
    'How many {names} are there?',
    'How many {names} do you see?',
  ]),
  ...phrasings('shown', ['Count the {names}.', 'Mark and count the {names}.']),
]

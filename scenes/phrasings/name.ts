import { phrasings } from './phrasing.ts'

/** Asks what a box shows. */
export const nameBox = phrasings('plain', [
  'What is in {here}?',
  'What is in {here}?',
  'What is in {here}?',
  'What does {here} show?',
  'What is inside {here}?',
  'Name the object in {here}.',
  'What do you see in {here}?',
  'Which object is in {here}?',
  'Tell me what is in {here}.',
  'Look at {here}. What is it?',
])

/** Asks what a point shows. */
export const namePoint = phrasings('plain', [
  'What is at {here}?',
  'What is at {here}?',
  'What is at {here}?',
  'What do you see at {here}?',
  'Name the object at {here}.',
  'Which object is at {here}?',
  'What am I pointing at {here}?',
  'Tell me what is at {here}.',
])

export const nameAgain = phrasings('plain', [
  'What was in {here}?',
  'What did you find at {here}?',
  'And what is in {here}?',
])

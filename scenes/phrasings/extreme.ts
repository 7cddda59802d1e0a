/** Ask for one of all the objects. */
export const extreme = [
  'Which object is the {side}?',
  'Find the {side} object.',
  'What is the {side} object?',
  'What is the {side} thing?',
  'Which is the {side} object?',
  'Which thing is the {side}?',
  'Where is the {side} object?',
  'Show the {side} object.',
  'Point to the {side} thing.',
  'Box the {side} object.',
  'The {side} object?',
] as const

/** Never trained on. */
export const unseenExtreme = ['Of all things here, which is the {side}?', 'Mark the {side} thing.'] as const

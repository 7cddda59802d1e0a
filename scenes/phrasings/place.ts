import { phrasings } from './phrasing.ts'

/** `direct` answers with the quarter alone, `shown` with the object's box first. */
export const quarter = [
  ...phrasings('shown', [
    'Which quarter is the {name} in?',
    'Which quarter is the {name} in?',
    'Which quarter of the picture is the {name} in?',
    'In which quarter do you see the {name}?',
  ]),
  ...phrasings('direct', ['In short: which quarter is the {name} in?', 'Just name the quarter of the {name}.']),
]

export const quarterAgain = phrasings('short', ['Which quarter is it in?', 'And in which quarter?'])

export const relation = [
  ...phrasings('shown', [
    'Is the {name} {side} the {other}?',
    'Is the {name} {side} the {other}?',
    'Do you see the {name} {side} the {other}?',
  ]),
  ...phrasings('direct', ['Yes or no: is the {name} {side} the {other}?']),
]

export const relationAgain = phrasings('shown', ['Is it {side} the {other}?'])

/** Asks for the neighbour of a box. */
export const beside = phrasings('plain', ['What is {side} {here}?', 'Which object is {side} {here}?'])

export const besideAgain = phrasings('plain', ['What is {side} it?', 'And what is {side} it?'])

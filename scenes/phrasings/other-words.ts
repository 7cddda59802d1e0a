import type { Random } from '../random.ts'
import type { SceneSpec } from '../scene.ts'
import { exists, findAll, findNext, findOne, findSide } from './find.ts'
import { nameAgain, nameBox, namePoint } from './name.ts'
import { type Phrasing, phrasings } from './phrasing.ts'
import { beside, quarter, relation } from './place.ts'
import { countAll, countKind, spotting } from './survey.ts'
import { vary } from './vary.ts'

type OtherWords = {
  /** For training beside the usual ones. */
  readonly more: readonly Phrasing<string>[]
  /** Never trained on: for evaluation. */
  readonly unseen: readonly Phrasing<string>[]
}

/** How the app's own templates ask for a thought before the answer. */
const reasoned = 'Reason step by step and box what you rely on.'

/** Other ways to ask, by the list of the usual ones. */
const otherWords = new Map<readonly Phrasing<string>[], OtherWords>([
  [
    findOne,
    {
      more: phrasings('plain', [
        'Find the {name} and box it.',
        'Find {name} and box it.',
        'Find {a} and box it.',
        'Point to {a}.',
        'Point to {name}.',
        "Where's the {name}?",
        'Where is {a}?',
        'Where is the {name} hiding?',
        'Where is the {name} located?',
        'Where in the picture is the {name}?',
        'Highlight the {name}.',
        'Select the {name}.',
        'Draw a box around the {name}.',
        'Put a box around the {name}.',
        'Give me the bounding box of the {name}.',
        'Bounding box of the {name}',
        'What is the place of the {name}?',
        'Show where the {name} is.',
        'Tell me where the {name} is.',
        'Detect the {name}.',
        'Can you show me the {name}?',
        'Can you point to the {name}?',
        'Could you find the {name} for me?',
        'I want to see the {name}.',
        'I need the box of the {name}.',
        'Look for the {name}.',
        'Search for the {name}.',
        'Help me find the {name}.',
        'The {name}?',
        'The {name}, please.',
        '{name}',
        '{name}?',
        'What is the {name} doing?',
        'What colour is the {name}?',
        'What does the {name} look like?',
        'Tell me about the {name}.',
        'Describe the {name}.',
        'How big is the {name}?',
      ]),
      unseen: phrasings('plain', [
        'Where can the {name} be found?',
        'Frame the {name} with a box.',
        'In what place is the {name}?',
        'Outline the {name}.',
        'Do you know where the {name} is?',
        'Box of the {name}?',
      ]),
    },
  ],
  [
    findAll,
    {
      more: phrasings('plain', [
        'Find every {name}.',
        'Find each {name} and box it.',
        'Box every {name}.',
        'Box all {names}.',
        'Draw boxes around the {names}.',
        'Highlight all {names}.',
        'Point to the {names}.',
        'Show every {name}.',
        'Where do you see {names}?',
        'Give me the boxes of all {names}.',
        'Locate all the {names}.',
        'Detect all {names}.',
        'All {names}?',
        '{names}',
      ]),
      unseen: phrasings('plain', [
        'Put a box on every {name}.',
        'In which places are the {names}?',
        'Outline all {names}.',
      ]),
    },
  ],
  [
    findSide,
    {
      more: phrasings('side', [
        'Locate the {side} {name}.',
        'Point to the {side} {name}.',
        'Find the {side} {name} and box it.',
        "Where's the {side} {name}?",
        'Box the {side} {name}.',
      ]),
      unseen: phrasings('side', ['Mark the {side} {name}.', 'I mean the {side} {name}: where is it?']),
    },
  ],
  [
    findNext,
    {
      more: phrasings('plain', [
        'Now the {name}.',
        'And {a}?',
        'Where is the {name} then?',
        'Now find the {name}.',
        'Also the {name}, please.',
      ]),
      unseen: phrasings('plain', ['Then where is the {name}?', 'How about the {name}?']),
    },
  ],
  [
    exists,
    {
      more: phrasings('plain', [
        'Is {a} there?',
        'Is there {a} here?',
        'Is there {a} in this picture?',
        'Is {a} in the picture?',
        'Does it show {a}?',
        'Do you see {a}?',
        'Any {name}?',
        'Are there any {names}?',
        'Is there any {name}?',
        'Can you find {a} in the picture?',
      ]),
      unseen: phrasings('plain', ['Is {a} anywhere to be seen?', 'Does this have {a} in it?']),
    },
  ],
  [
    nameBox,
    {
      more: phrasings('plain', [
        'What is {here}?',
        'What is this {here}?',
        'What is {here} doing?',
        'Which words single out {here}?',
        'Describe {here} and what is around it.',
        'Describe {here}.',
        'Describe what is in {here}.',
        'What object is in {here}?',
        'What can you see in {here}?',
        'Identify {here}.',
        'Identify the object in {here}.',
        'Name {here}.',
        'Who is in {here}?',
        'Give {here} a name.',
        'What would you call {here}?',
        'What is shown in {here}?',
        'What thing is inside {here}?',
        'Do you know what {here} is?',
        'Explain {here}.',
        "What's in {here}?",
        '{here}?',
        '{here} is what?',
      ]),
      unseen: phrasings('plain', [
        'Which thing does {here} hold?',
        'What is the content of {here}?',
        'Say what is in {here}.',
        'The box {here} contains what?',
      ]),
    },
  ],
  [
    namePoint,
    {
      more: phrasings('plain', [
        'What is {here}?',
        'What is this {here}?',
        'What is {here} doing?',
        'Which words single out {here}?',
        'Describe {here} and what is around it.',
        'Describe what is at {here}.',
        'What object is at {here}?',
        'What can you see at {here}?',
        'Identify the object at {here}.',
        'What does {here} point to?',
        'What do I point at with {here}?',
        'What lies at {here}?',
        "What's at {here}?",
        'What is under {here}?',
        '{here}?',
      ]),
      unseen: phrasings('plain', [
        'Which thing is at {here}?',
        'Say what is at {here}.',
        'The point {here} shows what?',
      ]),
    },
  ],
  [
    nameAgain,
    {
      more: phrasings('plain', ['What is in {here} again?', 'Once more: what is in {here}?', 'And {here}?']),
      unseen: phrasings('plain', ['Remind me what {here} shows.']),
    },
  ],
  [
    beside,
    {
      more: phrasings('plain', [
        'What is to be seen {side} {here}?',
        'What do you see {side} {here}?',
        'What lies {side} {here}?',
        'Which thing is {side} {here}?',
        'Find what is {side} {here}.',
        'Box what is {side} {here}.',
      ]),
      unseen: phrasings('plain', ['What can be found {side} {here}?', 'Name what is {side} {here}.']),
    },
  ],
  [
    quarter,
    {
      more: [
        ...phrasings('shown', [
          'In which quarter is the {name}?',
          'Which quarter holds the {name}?',
          'Which quarter of the image has the {name}?',
          'Which corner is the {name} in?',
          'Tell me the quarter of the {name}.',
          `Which quarter is the {name} in? ${reasoned}`,
          `In which quarter is the {name}? ${reasoned}`,
        ]),
        ...phrasings('direct', ['Quarter of the {name}, in one phrase.', 'Only the quarter: where is the {name}?']),
      ],
      unseen: phrasings('shown', ['What quarter does the {name} lie in?', 'The {name} is in which quarter?']),
    },
  ],
  [
    relation,
    {
      more: [
        ...phrasings('shown', [
          'Is the {name} {side} the {other}, or not?',
          'Would you say the {name} is {side} the {other}?',
          'Can you tell whether the {name} is {side} the {other}?',
          'Check whether the {name} is {side} the {other}.',
          'Look: is the {name} {side} the {other}?',
          `Is the {name} {side} the {other}? ${reasoned}`,
        ]),
        ...phrasings('direct', ['Just yes or no: is the {name} {side} the {other}?']),
      ],
      unseen: phrasings('shown', [
        'Is it true that the {name} is {side} the {other}?',
        'The {name} is {side} the {other}, right?',
      ]),
    },
  ],
  [
    spotting,
    {
      more: phrasings('plain', [
        'Caption the image and box each thing you name.',
        'Caption the picture with boxes.',
        'Describe the picture with boxes.',
        'Describe everything.',
        'Describe what you see.',
        'Describe what is in the picture.',
        'Describe the scene.',
        'What do you see?',
        'What is there?',
        'What is this?',
        'What is this picture about?',
        'What does the picture show?',
        'What objects are in the picture?',
        'What is shown here?',
        'What is going on here?',
        'List everything.',
        'List all things.',
        'List the objects.',
        'List what you see with boxes.',
        'Name all objects.',
        'Find everything.',
        'Find all objects.',
        'Find all the things in the picture.',
        'Box everything.',
        'Box all objects.',
        'Box each object and name it.',
        'Mark all objects.',
        'Detect all objects.',
        'Show me everything.',
        'Tell me what is in the picture.',
        'Tell me what you see.',
        'Tell me about this picture.',
        'Caption this.',
        'Explain the picture.',
        'Label all things.',
      ]),
      unseen: phrasings('plain', [
        'Give me a list of the things in here.',
        'Write a caption with boxes.',
        'Which things are in the picture?',
        'Say what is in the picture.',
        'Locate everything you can see.',
      ]),
    },
  ],
  [
    countAll,
    {
      more: [
        ...phrasings('direct', [
          'How many things are there?',
          'How many things do you see?',
          'How many objects are in the picture?',
          'How many objects does the picture show?',
          'How many are there in all?',
          'What is the number of objects?',
          'Number of objects?',
          'Tell me how many objects there are.',
        ]),
        ...phrasings('shown', [
          'How many objects are there? Box them first.',
          'How many things are there? Box them.',
          `How many objects are there? ${reasoned}`,
          `How many things do you see? ${reasoned}`,
          'Count all objects.',
          'Count everything.',
          'Count the things in the picture.',
          'Count and box everything.',
        ]),
      ],
      unseen: [
        ...phrasings('direct', ['What is the total of objects here?', 'How many objects can be seen?']),
        ...phrasings('shown', ['Count whatever is drawn.']),
      ],
    },
  ],
  [
    countKind,
    {
      more: [
        ...phrasings('direct', [
          'How many {names} are in the picture?',
          'How many {names} can you see?',
          'How many {names}?',
          'What is the number of {names}?',
          'Tell me how many {names} there are.',
        ]),
        ...phrasings('shown', [
          'How many {names} are there? Box them first.',
          `How many {names} are there? ${reasoned}`,
          `How many {names} do you see? ${reasoned}`,
          'Count all {names}.',
          'Count every {name}.',
          'Count and box the {names}.',
        ]),
      ],
      unseen: [
        ...phrasings('direct', ['What is the total of {names}?', 'How many {names} can be seen?']),
        ...phrasings('shown', ['Count each {name} you find.']),
      ],
    },
  ],
])

/** One way to ask from a list of the usual ones, or of the others where the scene is spoken of in many or in unseen words. */
export function drawPhrasing<Form extends string>(
  usual: readonly Phrasing<Form>[],
  scene: Pick<SceneSpec, 'words'>,
  random: Random,
): Phrasing<Form> {
  const other = scene.words && otherWords.get(usual)
  if (!other || (scene.words === 'many' && random.chance(0.45))) return random.pick(usual)
  const drawn = random.pick(scene.words === 'many' ? other.more : other.unseen) as Phrasing<Form>
  return scene.words === 'many' ? { ...drawn, ask: vary(drawn.ask, random) } : drawn
}

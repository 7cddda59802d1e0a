/** One thing the composer can draw and talk about. */
export type Noun = {
  readonly name: string
  /** Unicode code points in hexadecimal, joined with `-`: the key of the picture in every emoji set. */
  readonly codePoint: string
  readonly article: 'a' | 'an' | 'some'
  readonly plural: string
}

const rows: readonly (readonly [string, string, Noun['article'], string])[] = [
  ['dog', '1F436', 'a', 'dogs'],
  ['cat', '1F431', 'a', 'cats'],
  ['mouse', '1F42D', 'a', 'mice'],
  ['rabbit', '1F430', 'a', 'rabbits'],
  ['fox', '1F98A', 'a', 'foxes'],
  ['bear', '1F43B', 'a', 'bears'],
  ['panda', '1F43C', 'a', 'pandas'],
  ['pig', '1F437', 'a', 'pigs'],
  ['frog', '1F438', 'a', 'frogs'],
  ['monkey', '1F435', 'a', 'monkeys'],
  ['chicken', '1F414', 'a', 'chickens'],
  ['penguin', '1F427', 'a', 'penguins'],
  ['bird', '1F426', 'a', 'birds'],
  ['owl', '1F989', 'an', 'owls'],
  ['horse', '1F434', 'a', 'horses'],
  ['unicorn', '1F984', 'a', 'unicorns'],
  ['bee', '1F41D', 'a', 'bees'],
  ['fish', '1F41F', 'a', 'fish'],
  ['octopus', '1F419', 'an', 'octopuses'],
  ['crab', '1F980', 'a', 'crabs'],
  ['snail', '1F40C', 'a', 'snails'],
  ['butterfly', '1F98B', 'a', 'butterflies'],
  ['turtle', '1F422', 'a', 'turtles'],
  ['apple', '1F34E', 'an', 'apples'],
  ['banana', '1F34C', 'a', 'bananas'],
  ['watermelon', '1F349', 'a', 'watermelons'],
  ['grapes', '1F347', 'some', 'grapes'],
  ['strawberry', '1F353', 'a', 'strawberries'],
  ['cherries', '1F352', 'some', 'cherries'],
  ['peach', '1F351', 'a', 'peaches'],
  ['pineapple', '1F34D', 'a', 'pineapples'],
  ['carrot', '1F955', 'a', 'carrots'],
  ['corn', '1F33D', 'a', 'corns'],
  ['mushroom', '1F344', 'a', 'mushrooms'],
  ['bread', '1F35E', 'a', 'breads'],
  ['cheese', '1F9C0', 'a', 'cheeses'],
  ['hamburger', '1F354', 'a', 'hamburgers'],
  ['pizza', '1F355', 'a', 'pizzas'],
  ['doughnut', '1F369', 'a', 'doughnuts'],
  ['cookie', '1F36A', 'a', 'cookies'],
  ['soccer', '26BD', 'a', 'soccers'],
  ['basketball', '1F3C0', 'a', 'basketballs'],
  ['football', '1F3C8', 'a', 'footballs'],
  ['racquet', '1F3BE', 'a', 'racquets'],
  ['automobile', '1F697', 'an', 'automobiles'],
  ['taxi', '1F695', 'a', 'taxis'],
  ['bus', '1F68C', 'a', 'buses'],
  ['bicycle', '1F6B2', 'a', 'bicycles'],
  ['airplane', '2708-FE0F', 'an', 'airplanes'],
  ['rocket', '1F680', 'a', 'rockets'],
  ['sailboat', '26F5', 'a', 'sailboats'],
  ['house', '1F3E0', 'a', 'houses'],
  ['tree', '1F332', 'a', 'trees'],
  ['cactus', '1F335', 'a', 'cactuses'],
  ['tulip', '1F337', 'a', 'tulips'],
  ['sunflower', '1F33B', 'a', 'sunflowers'],
  ['umbrella', '2614', 'an', 'umbrellas'],
  ['guitar', '1F3B8', 'a', 'guitars'],
  ['trumpet', '1F3BA', 'a', 'trumpets'],
  ['alarm clock', '23F0', 'an', 'alarm clocks'],
  ['key', '1F511', 'a', 'keys'],
  ['hammer', '1F528', 'a', 'hammers'],
  ['gift', '1F381', 'a', 'gifts'],
  ['balloon', '1F388', 'a', 'balloons'],
]

/** The 64 categories, in the words the bundled model must use; the order is part of the stream's contract. */
export const nouns: readonly Noun[] = rows.map(([name, codePoint, article, plural]) => ({
  name,
  codePoint,
  article,
  plural,
}))

const byName = new Map(nouns.map((noun) => [noun.name, noun]))

/** The noun of a category; throws on a name that is not one of the 64. */
export function nounOf(name: string): Noun {
  const noun = byName.get(name)
  if (!noun) throw new Error(`not a category: ${name}`)
  return noun
}

/** Things nobody draws: asked for now and then, and said not to be there. */
export const unknownNouns: readonly Noun[] = [
  ...['zebra', 'teapot', 'ladder', 'lamp', 'sofa', 'spoon', 'violin', 'camel', 'giraffe', 'tractor', 'bottle', 'chair'],
  ...['lion', 'tiger', 'wolf', 'goat', 'sheep', 'duck', 'swan', 'whale', 'shark', 'lemon', 'pear', 'potato', 'tomato'],
  ...['candle', 'pencil', 'book', 'shoe', 'hat', 'drum', 'piano', 'train', 'truck', 'boat', 'bridge', 'castle', 'tent'],
  ...['cup', 'fork', 'plate', 'table', 'door', 'window', 'mirror', 'phone', 'camera', 'laptop', 'kite', 'robot'],
].map((name) => ({
  name,
  codePoint: '',
  article: 'a',
  plural: name === 'wolf' ? 'wolves' : name === 'sheep' ? 'sheep' : `${name}s`,
}))

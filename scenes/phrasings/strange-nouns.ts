import type { Noun } from '../nouns.ts'

const words = `
car bike motorcycle lorry van tram plane helicopter ferry canoe ball bat racket goal net skateboard surfboard ski sled
person man woman child boy girl baby doctor teacher king queen soldier sailor face hand foot head nose mouth ear arm
leg finger toe tooth heart brain bone shirt dress coat jacket skirt belt glove scarf sock boot cap ring watch bracelet
necklace wallet purse bag backpack suitcase hut tower church school shop market hotel street road river lake sea beach
island hill valley field garden park fence wall roof floor ceiling stair chimney barn farm bed desk shelf cupboard
drawer carpet curtain pillow blanket towel bath sink toilet tap stove oven fridge kettle pot pan knife bowl jar lid
tray napkin orange plum cherry berry melon grape mango fig date nut onion pea bean leek cabbage salad soup roll toast
cake pie biscuit sweet egg sausage steak burger sandwich noodle cow hen cock goose turkey hare deer moose elk bull
donkey mule rat hedgehog squirrel beaver otter seal dolphin crocodile lizard snake toad worm spider ant wasp fly moth
beetle eagle hawk crow raven parrot pigeon sparrow robin ostrich flamingo bush leaf root branch flower rose daisy lily
weed grass moss stone rock pebble shell feather sun moon star cloud rainbow storm fire flame wave letter stamp
envelope newspaper magazine page poster photo painting statue flag sign bell whistle flute harp horn saw nail screw
drill rope chain hook wheel engine pump pipe wire cable plug torch bulb battery radio television screen keyboard
printer tablet doll toy puzzle dice card ribbon crown sword shield bow arrow cannon satellite planet alien ghost witch
wizard dragon monster
`

/** What people may ask for that no scene draws: for training alone, so that the model says what it was asked for and not the nearest word it knows. */
export const strangeNouns: readonly Noun[] = words
  .trim()
  .split(/\s+/)
  .map((name) => ({ name, codePoint: '', article: /^[aeiou]/.test(name) ? 'an' : 'a', plural: pluralOf(name) }))

function pluralOf(name: string): string {
  if (/(s|x|ch|sh)$/.test(name)) return `${name}es`
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`
}

import { arrangeScene } from './arrange.ts'
import type { SceneSpec } from './scene.ts'

/** The pictures of the sample project, by file name. */
export const sampleScenes: readonly { readonly file: string; readonly scene: SceneSpec }[] = [
  {
    file: 'meadow.jpg',
    scene: arrangeScene({ family: 'landscape', seed: 21 }, 4 / 3, [
      { name: 'tree', style: 'noto', x: 0.17, y: 0.3, size: 0.34 },
      { name: 'tree', style: 'noto', x: 0.3, y: 0.28, size: 0.24 },
      { name: 'house', style: 'noto', x: 0.54, y: 0.3, size: 0.28 },
      { name: 'balloon', style: 'twemoji', x: 0.72, y: 0.15, size: 0.2 },
      { name: 'dog', style: 'noto', x: 0.68, y: 0.55, size: 0.22 },
      { name: 'cat', style: 'noto', x: 0.33, y: 0.59, size: 0.17 },
      { name: 'sunflower', style: 'twemoji', x: 0.88, y: 0.5, size: 0.23 },
    ]),
  },
  {
    file: 'street.jpg',
    scene: arrangeScene({ family: 'room', seed: 14 }, 16 / 9, [
      { name: 'bus', style: 'noto', x: 0.2, y: 0.29, size: 0.27 },
      { name: 'taxi', style: 'twemoji', x: 0.48, y: 0.37, size: 0.18 },
      { name: 'automobile', style: 'noto', x: 0.75, y: 0.31, size: 0.2, flip: true },
      { name: 'bicycle', style: 'noto', x: 0.33, y: 0.47, size: 0.13 },
      { name: 'bird', style: 'twemoji', x: 0.87, y: 0.1, size: 0.08, tanHalf: -0.08 },
    ]),
  },
  {
    file: 'table.jpg',
    scene: arrangeScene({ family: 'room', seed: 9 }, 3 / 2, [
      { name: 'bread', style: 'noto', x: 0.2, y: 0.46, size: 0.25 },
      { name: 'mouse', style: 'twemoji', x: 0.5, y: 0.42, size: 0.11 },
      { name: 'cheese', style: 'twemoji', x: 0.46, y: 0.54, size: 0.2 },
      { name: 'apple', style: 'noto', x: 0.66, y: 0.48, size: 0.14 },
      { name: 'apple', style: 'noto', x: 0.77, y: 0.53, size: 0.14, tanHalf: 0.1 },
      { name: 'banana', style: 'noto', x: 0.89, y: 0.45, size: 0.2 },
    ]),
  },
  {
    file: 'sea.jpg',
    scene: arrangeScene({ family: 'landscape', seed: 23 }, 3 / 4, [
      { name: 'sailboat', style: 'noto', x: 0.3, y: 0.22, size: 0.32 },
      { name: 'airplane', style: 'twemoji', x: 0.6, y: 0.1, size: 0.15 },
      { name: 'fish', style: 'noto', x: 0.22, y: 0.6, size: 0.2 },
      { name: 'fish', style: 'twemoji', x: 0.5, y: 0.53, size: 0.15, flip: true },
      { name: 'octopus', style: 'noto', x: 0.5, y: 0.79, size: 0.3 },
      { name: 'crab', style: 'twemoji', x: 0.17, y: 0.89, size: 0.18 },
    ]),
  },
  {
    file: 'toys.jpg',
    scene: arrangeScene({ family: 'paper', seed: 9 }, 1, [
      { name: 'guitar', style: 'noto', x: 0.25, y: 0.27, size: 0.42 },
      { name: 'alarm clock', style: 'noto', x: 0.7, y: 0.24, size: 0.26 },
      { name: 'trumpet', style: 'twemoji', x: 0.46, y: 0.53, size: 0.26 },
      { name: 'gift', style: 'noto', x: 0.75, y: 0.73, size: 0.32 },
      { name: 'key', style: 'noto', x: 0.2, y: 0.66, size: 0.16 },
      { name: 'soccer', style: 'twemoji', x: 0.4, y: 0.85, size: 0.18 },
    ]),
  },
  {
    file: 'garden.jpg',
    scene: arrangeScene({ family: 'hills', seed: 24 }, 2, [
      { name: 'tulip', style: 'noto', x: 0.1, y: 0.33, size: 0.22 },
      { name: 'tulip', style: 'noto', x: 0.21, y: 0.37, size: 0.18 },
      { name: 'tulip', style: 'noto', x: 0.3, y: 0.32, size: 0.2 },
      { name: 'rabbit', style: 'noto', x: 0.5, y: 0.35, size: 0.22 },
      { name: 'snail', style: 'twemoji', x: 0.7, y: 0.43, size: 0.11 },
      { name: 'butterfly', style: 'noto', x: 0.74, y: 0.16, size: 0.16, tanHalf: 0.1 },
      { name: 'bee', style: 'noto', x: 0.4, y: 0.11, size: 0.08 },
      { name: 'mushroom', style: 'noto', x: 0.9, y: 0.37, size: 0.15 },
    ]),
  },
]

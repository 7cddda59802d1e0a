import { letterbox } from '../shared/geometry/letterbox.ts'
import { augment } from './augment.ts'
import { strand, strandOf } from './compose.ts'
import { renderScene } from './render.ts'
import type { SceneSpec } from './scene.ts'

let scratch = new Uint8Array(0)

/** Draws a scene at the model's size into a white square (`side * side * 3` bytes); the training split is roughened a little. */
export function drawSquare(scene: SceneSpec, side: number, into: Uint8Array): void {
  if (scratch.length < side * side * 3) scratch = new Uint8Array(side * side * 3)
  const picture = renderScene(scene, side, scratch)
  if (scene.split === 'train') augment(picture, strandOf(scene.seed, scene.index, scene.split, strand.augmentation))
  const { left, top } = letterbox(picture)
  into.fill(255)
  const row = picture.width * 3
  for (let y = 0; y < picture.height; y++) {
    into.set(picture.rgb.subarray(y * row, (y + 1) * row), ((y + top) * side + left) * 3)
  }
}

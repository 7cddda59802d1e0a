/** Draws the sample project into `resources/samples`; run it again after a change of `sample-scenes.ts` or `sample-project.ts`. */
import { writeFileSync } from 'node:fs'
import { encodeJpeg } from './encode-raster.ts'
import { renderScene } from './render.ts'
import { sampleLongSide, sampleProject } from './sample-project.ts'
import { sampleScenes } from './sample-scenes.ts'

const folder = new URL('../resources/samples/', import.meta.url)
let bytes = 0
for (const { file, scene } of sampleScenes) {
  const jpeg = encodeJpeg(renderScene(scene, sampleLongSide), 90)
  bytes += jpeg.length
  writeFileSync(new URL(file, folder), jpeg)
}
writeFileSync(new URL('project.json', folder), `${JSON.stringify(sampleProject(), null, 2)}\n`)
console.log(`${sampleScenes.length} pictures, ${bytes} bytes`)

import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { convertFile } from '../electron/services/convert/convert.ts'
import type { ConvertRequest } from '../electron/services/convert/convert-job.ts'
import { everything } from '../shared/dataset/everything.ts'

/** What JavaScript does at best on one core: the same lines read, parsed, written as text, written out. */
function bareLoop(input: string, output: string): void {
  const [from, to] = [openSync(input, 'r'), openSync(output, 'w')]
  const buffer = Buffer.allocUnsafe(1 << 20)
  let rest = Buffer.alloc(0)
  for (;;) {
    const count = readSync(from, buffer, 0, buffer.length, null)
    if (count === 0) break
    const bytes = Buffer.concat([rest, buffer.subarray(0, count)])
    const end = bytes.lastIndexOf(0x0a)
    rest = Buffer.from(bytes.subarray(end + 1))
    let text = ''
    if (end >= 0) {
      for (const line of bytes.toString('utf8', 0, end).split('\n')) text += `${JSON.stringify(JSON.parse(line))}\n`
    }
    writeSync(to, text)
  }
  closeSync(from)
  closeSync(to)
}

const [task = '', input = '', from = '', to = '', output = ''] = process.argv.slice(2)
const start = performance.now()
let half = 0
if (task === 'bare') bareLoop(input, output)
else {
  const request: ConvertRequest = {
    input,
    output: task === 'convert' ? output : null,
    job: {
      from,
      options: {
        format: to,
        ...everything,
      },
      task: task === 'convert' ? 'convert' : 'check',
      imagesFolder: null,
    },
    signal: new AbortController().signal,
    appVersion: 'bench',
    onProgress(done, total) {
      if (half === 0 && done * 2 > total) half = process.resourceUsage().maxRSS
    },
  }
  const { errors, records } = await convertFile(request)
  if (errors > 0 || records === 0) throw new Error(`${records} records with ${errors} errors`)
}
const ms = performance.now() - start
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
const cpuMs = (userCPUTime + systemCPUTime) / 1000
process.stdout.write(`${JSON.stringify({ ms, cpuMs, peakMiB: maxRSS / 1024, halfMiB: half / 1024 })}\n`)

import { mkdtemp, writeFile, readdir, mkdir, copyFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formats } from './shared/dataset/registry.ts'
import { everything } from './shared/dataset/everything.ts'
import { box, createSampleDocument } from './shared/dataset/sample-document.ts'
import { exportDocument } from './shared/dataset/export.ts'
import { convertFile } from './electron/services/convert.ts'

const root = await mkdtemp(join(tmpdir(), 'fm-matrix-'))
const good = box(100, 80, 500, 400)
type D = ReturnType<typeof createSampleDocument>
const ask = (id = 'R1') => ({ turns: [{ parts: ['Where is the dog?'] }, { parts: ['A dog ', [id]] }] })
const make = (regions: any, dialogues: any): D => {
  const d = createSampleDocument({ regions, dialogues })
  return { ...d, regions: Object.fromEntries(Object.entries(d.regions).map(([k, r]) => [k, { ...r, label: 'dog' }])) } as D
}
const gone = (d: D): D => { const { R2: _, ...regions } = d.regions as any; return { ...d, regions } }
const cases: Record<string, D> = {
  good: make({ R1: good }, [ask()]),
  tiny: make({ R1: box(100, 80, 102, 200) }, [ask()]),
  whole: make({ R1: box(0, 0, 1000, 800) }, [ask()]),
  dupbox: make({ R1: good, R2: box(100, 80, 500, 401) }, [{ turns: [{ parts: ['Where is the dog?'] }, { parts: ['A dog ', ['R1', 'R2']] }] }]),
  dupturn: make({ R1: good }, [ask(), ask()]),
  empty: make({ R1: box(100, 80, 100, 400) }, [ask()]),
  outside: make({ R1: box(100, 80, 1500, 400) }, [ask()]),
  noanswer: make({ R1: good }, [{ turns: [{ parts: ['Where?'] }, { parts: [' '] }] }]),
  gone: gone(make({ R1: good, R2: good }, [ask('R2')])),
  roles: make({ R1: good }, [{ turns: [{ parts: ['Where?'], role: 'user' }, { parts: ['Where now?'], role: 'user' }, { parts: ['A dog ', ['R1']], role: 'assistant' }] }]),
  unreviewed: make({ R1: good }, [{ turns: [{ parts: ['Where?'] }, { parts: ['A dog ', ['R1']], model: ['R1'] }] }]),
  typedmark: make({ R1: good }, [{ turns: [{ parts: ['Where <image>?'] }, { parts: ['A dog ', ['R1']] }] }]),
}
const only = process.argv[2]
for (const format of formats) {
  if (only && format.id !== only) continue
  if (format.readOnly) continue
  console.log('==', format.id)
  for (const [name, document] of Object.entries(cases)) {
    const options = { ...everything, format: format.id }
    const context = { fileOf: (image: any) => image.path, isMissing: () => false }
    let said = [...exportDocument(document, options as any, context)].flatMap((s) => s.report.map(({ severity, code }) => `${severity[0]}:${code}`))
    // to files
    const records = [...exportDocument(document, { ...everything, format: 'deixis-jsonl' } as any, context)].flatMap((s) => s.lines.map((l) => l.text))
    const folder = join(root, format.id, name); await mkdir(folder, { recursive: true })
    await copyFile('/tmp/fm/pics/a.jpg', join(folder, 'a.jpg'))
    await writeFile(join(folder, 'in.jsonl'), records.join('\n') + '\n')
    const out = join(folder, 'out')
    let check: string[] = []
    try {
      if (format.id !== 'deixis-jsonl') await convertFile({ input: join(folder, 'in.jsonl'), output: out + '/', job: { from: 'deixis-jsonl', options: options as any, task: 'convert', imagesFolder: folder }, signal: new AbortController().signal, appVersion: '1', threads: 0 })
      if (format.reader) {
        const layout = format.reader.layout.kind
        const files = format.id === 'deixis-jsonl' ? [join(folder, 'in.jsonl')] : (await readdir(out, { recursive: true })).filter((f) => !f.includes('manifest') && /\.(jsonl?|tar|parquet|xml|txt|yaml)$/.test(f)).map((f) => join(out, f))
        const input = layout === 'whole' ? out : files.find((f)=>!/dataset_info|seek/.test(f))
        if (input) await convertFile({ input, output: null, job: { from: format.id, options: options as any, task: 'check', imagesFolder: folder }, signal: new AbortController().signal, appVersion: '1', threads: 0, onReport: (lines) => { check.push(...lines.map(({ severity, code }) => `${severity[0]}:${code}`)) } })
        else check = ['(nothing written)']
      }
    } catch (e) { check.push(String(e).slice(0, 100)) }
    console.log(' ', name.padEnd(11), 'export', said.join(' ') || '-', '| check', check.join(' ') || '-')
  }
}

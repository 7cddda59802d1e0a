/** A file that breaks a wall, and what must say so: a tool and the name it has for the fault. */
export type Plant = {
  readonly wall: string
  readonly path: string
  readonly source: string
  readonly expect: readonly Fault[]
}

export type Fault = { readonly tool: 'tsc' | 'biome' | 'knip'; readonly rule: string }

const restricted: Fault = { tool: 'biome', rule: 'lint/style/noRestrictedImports' }
const nodeModule: Fault = { tool: 'biome', rule: 'lint/correctness/noNodejsModules' }
const unlisted: Fault = { tool: 'tsc', rule: 'TS6307' }

/** One violation for each wall; they are laid into a copy of the tree, never into the tree itself. */
export const plants: readonly Plant[] = [
  {
    wall: 'shared has no DOM',
    path: 'shared/planted-dom.ts',
    source: 'export const title: string = document.title\n',
    expect: [{ tool: 'tsc', rule: 'TS2584' }],
  },
  {
    wall: 'shared has no Node',
    path: 'shared/planted-node.ts',
    source: "import { readFileSync } from 'node:fs'\n\nexport const text = readFileSync('x', 'utf8')\n",
    expect: [{ tool: 'tsc', rule: 'TS2591' }, nodeModule],
  },
  {
    wall: 'shared imports no other project, not even a type',
    path: 'shared/planted-type.ts',
    source: "import type { Services } from '../electron/services/services.ts'\n\nexport type Planted = Services\n",
    expect: [unlisted, restricted],
  },
  {
    wall: 'renderer has no Node',
    path: 'renderer/planted-node.ts',
    source: "import { readFileSync } from 'node:fs'\n\nexport const text = readFileSync('x', 'utf8')\n",
    expect: [{ tool: 'tsc', rule: 'TS2591' }, nodeModule],
  },
  {
    wall: 'renderer imports nothing of electron, not even a type',
    path: 'renderer/planted-type.ts',
    source: "import type { Services } from '../electron/services/services.ts'\n\nexport type Planted = Services\n",
    expect: [unlisted, restricted],
  },
  {
    wall: 'electron imports nothing of renderer',
    path: 'electron/services/planted-renderer.ts',
    source: "import type { Editor } from '../../renderer/state/editor.ts'\n\nexport type Planted = Editor\n",
    expect: [unlisted, restricted],
  },
  {
    wall: 'Konva lives in renderer/canvas only',
    path: 'renderer/features/chat/planted-konva.ts',
    source: "import Konva from 'konva'\n\nexport const version = Konva.version\n",
    expect: [restricted],
  },
  {
    wall: 'no feature imports another',
    path: 'renderer/features/chat/planted-feature.ts',
    source: "import * as regions from '../regions/RegionsPanel.tsx'\n\nexport const names = Object.keys(regions)\n",
    expect: [restricted],
  },
  {
    wall: 'ui knows nothing of the app',
    path: 'renderer/ui/planted-ui.ts',
    source: "import type { Editor } from '../state/editor.ts'\n\nexport type Planted = Editor\n",
    expect: [restricted],
  },
  {
    wall: 'services run on plain Node',
    path: 'electron/services/planted-electron.ts',
    source: "import { app } from 'electron'\n\nexport const name = app.name\n",
    expect: [restricted],
  },
  ...['services', 'main', 'serve', 'cli'].map((folder) => ({
    wall: `only electron/engine loads the runtime (${folder})`,
    path: `electron/${folder}/planted-runtime.ts`,
    source: "import { Tensor } from 'onnxruntime-node'\n\nexport const made = new Tensor('float32', [1], [1])\n",
    expect: [restricted],
  })),
  {
    wall: 'geometry knows no dialect',
    path: 'shared/geometry/planted-layer.ts',
    source: "import type { Dialect } from '../dialects/dialect.ts'\n\nexport type Planted = Dialect\n",
    expect: [restricted],
  },
  {
    wall: 'dialects know no dialogue',
    path: 'shared/dialects/planted-layer.ts',
    source: "import type { Turn } from '../dialogue/turn.ts'\n\nexport type Planted = Turn\n",
    expect: [restricted],
  },
  {
    wall: 'dialogues know no document',
    path: 'shared/dialogue/planted-layer.ts',
    source: "import type { Entry } from '../document/document.ts'\n\nexport type Planted = Entry\n",
    expect: [restricted],
  },
  {
    wall: 'documents know no dataset',
    path: 'shared/document/planted-layer.ts',
    source: "import type { ExportStep } from '../dataset/export.ts'\n\nexport type Planted = ExportStep\n",
    expect: [restricted],
  },
  {
    wall: 'evaluation knows no data sets',
    path: 'shared/evaluation/planted-layer.ts',
    source: "import type { ExportStep } from '../dataset/export.ts'\n\nexport type Planted = ExportStep\n",
    expect: [restricted],
  },
  {
    wall: 'rpc knows none of the domain',
    path: 'shared/rpc/planted-layer.ts',
    source: "import type { Turn } from '../dialogue/turn.ts'\n\nexport type Planted = Turn\n",
    expect: [restricted],
  },
  {
    wall: 'no import cycles',
    path: 'shared/planted-cycle.ts',
    source: "import { other } from './planted-cycle-other.ts'\n\nexport const one = (): unknown => other\n",
    expect: [{ tool: 'biome', rule: 'lint/suspicious/noImportCycles' }],
  },
  {
    wall: 'no import cycles (the other half)',
    path: 'shared/planted-cycle-other.ts',
    source: "import { one } from './planted-cycle.ts'\n\nexport const other = (): unknown => one\n",
    expect: [{ tool: 'biome', rule: 'lint/suspicious/noImportCycles' }],
  },
  {
    wall: 'no default exports',
    path: 'shared/planted-default.ts',
    source: 'export default 1\n',
    expect: [{ tool: 'biome', rule: 'lint/style/noDefaultExport' }],
  },
  {
    wall: 'no barrels',
    path: 'shared/planted-barrel.ts',
    source: "export * from './result.ts'\n",
    expect: [{ tool: 'biome', rule: 'lint/performance/noReExportAll' }],
  },
  {
    wall: 'no floating promises',
    path: 'electron/services/planted-floating.ts',
    source: 'async function work(): Promise<void> {}\n\nexport function start(): void {\n  work()\n}\n',
    expect: [{ tool: 'biome', rule: 'lint/nursery/noFloatingPromises' }],
  },
  {
    wall: 'no file above 400 lines',
    path: 'shared/planted-long.ts',
    source: 'export const numbers: number[] = []\n'.padEnd(36 + 17 * 401, 'numbers.push(10)\n'),
    expect: [{ tool: 'biome', rule: 'lint/style/noExcessiveLinesPerFile' }],
  },
  {
    wall: 'no file that nobody uses',
    path: 'shared/planted-unused.ts',
    source: 'export const nobody = 1\n',
    expect: [{ tool: 'knip', rule: 'files' }],
  },
  {
    wall: 'no export that nobody uses',
    path: 'shared/result.ts',
    source: '\n/** Planted. */\nexport const nobody = 1\n',
    expect: [{ tool: 'knip', rule: 'exports' }],
  },
]

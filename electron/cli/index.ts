// Read when onnxruntime is loaded, by engine processes too.
process.env.ORT_DISABLE_TELEMETRY = '1'

import { Command } from 'commander'
import { toAppError } from '../../shared/errors.ts'
import type { AskOptions } from './commands/ask.ts'
import type { ConvertWords, ValidateWords } from './commands/convert.ts'
import type { DialectsWords } from './commands/dialects.ts'
import type { EvaluateWords } from './commands/evaluate.ts'
import type { ExportWords } from './commands/export.ts'
import type { ImportWords } from './commands/import.ts'
import type { CommandContext } from './commands/open-model.ts'
import type { RunOptions } from './commands/run.ts'
import type { ScenesWords } from './commands/scenes.ts'
import type { ServeWords } from './commands/serve.ts'
import type { StatsWords } from './commands/stats.ts'
import { commandContext, programVersion } from './program.ts'

type Load<Words> = () => Promise<(words: Words, context: CommandContext) => Promise<number>>

/** Runs a command that is imported only when it is wanted, so that help comes at once. */
function running<Words>(load: Load<Words>): (words: Words) => Promise<void> {
  return async (words) => {
    try {
      const command = await load()
      process.exitCode = await command(words, commandContext())
    } catch (thrown) {
      const { message, hint, detail, code } = toAppError(thrown)
      const more = [hint, code === 'rpc.internal' || detail !== undefined ? detail : undefined]
      process.stderr.write(`${[`error: ${message}`, ...more].filter(Boolean).join('\n')}\n`)
      process.exitCode = 1
    }
  }
}

function repeated(word: string, before: readonly string[] = []): string[] {
  return [...before, word]
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const program = new Command('deixis')
  .description('Talk about images by pointing at them, correct where a model points, export training data.')
  .version(programVersion())

program
  .command('start', { isDefault: true })
  .description('open the app: in Electron where it can be had, else in a browser on this machine')
  .option('--port <number>', 'where serve mode listens')
  .option('--no-open', 'do not open a browser')
  .option('--no-build', 'take the last build even if a source is newer')
  .action(running<ServeWords>(async () => (await import('./commands/start.ts')).start))

program
  .command('serve')
  .description('serve the app to a browser on this machine (for another machine, tunnel the same port with ssh)')
  .option('--port <number>', 'where to listen; 0 takes any free port')
  .option('--no-open', 'do not open a browser')
  .option('--no-build', 'take the last build even if a source is newer')
  .action(running<ServeWords>(async () => (await import('./commands/serve.ts')).serveApp))

program
  .command('ask')
  .description('ask one question about one picture')
  .requiredOption('--image <file>', 'PNG, JPEG or WebP')
  .requiredOption('--text <question>', 'the question; {b0} and {p0} stand for the first box and the first point')
  .option('--box <x1,y1,x2,y2>', 'a box in pixels of the upright picture; may be repeated', repeated)
  .option('--point <x,y>', 'a point in pixels of the upright picture; may be repeated', repeated)
  .option('--json', 'print the result as JSON')
  .option('--model <id>', 'which installed model answers')
  .option('--device <name>', 'auto, cpu, webgpu, cuda, dml or coreml')
  .option('--free', 'do not force coordinates to be valid')
  .option('--temperature <number>', '0 takes the likeliest token')
  .option('--seed <number>', 'for a temperature above 0')
  .option('--max-tokens <number>', 'where an answer ends at the latest')
  .action(running<AskOptions>(async () => (await import('./commands/ask.ts')).ask))

program
  .command('run')
  .description('answer a file of requests, one JSON object a line; goes on where an earlier run stopped')
  .requiredOption('--requests <file>', 'the requests')
  .requiredOption('--out <file>', 'the results, written line by line')
  .option('--model <id>', 'which installed model answers')
  .option('--processes <number>', 'how many answer at the same time; one per core, at most 4, where left out')
  .action(running<RunOptions>(async () => (await import('./commands/run.ts')).run))

program
  .command('evaluate')
  .description("measure a model on composed scenes, on a project's reviewed answers, or on requests with answers")
  .option('--model <id>', 'which installed model answers')
  .option('--device <name>', 'auto, cpu, webgpu, cuda, dml or coreml')
  .option('--scenes <number>', 'ask about this many composed scenes')
  .option('--seed <number>', 'the same seed gives the same scenes (1)')
  .option('--split <name>', 'train or heldout (heldout)')
  .option('--style <name>', 'a drawing style of the scenes; may be repeated', repeated)
  .option('--words <words>', 'unseen: asks about the scenes in words that training never met')
  .option('--questions <number>', 'questions for each scene (6)')
  .option('--dialogues', 'also a dialogue of three to six turns about each scene')
  .option('--project <folder>', 'ask what the project has reviewed answers to; a folder, or the word sample')
  .option('--requests <file>', 'ask what a requests file asks, with answers.jsonl beside it')
  .option('--results <file>', 'with --requests: score these results of `deixis run` and ask nothing')
  .option('--free', 'do not force coordinates to be valid')
  .option('--worst <number>', 'how many of the worst answers are listed (40)')
  .option('--json', 'print the report as JSON')
  .option('--out <file>', 'write the report as JSON')
  .action(running<EvaluateWords>(async () => (await import('./commands/evaluate.ts')).evaluate))

/** Which fields are a question and its answer; for whatever reads data sets. */
function reading(command: Command): Command {
  return command
    .option('--question <field>', 'X-AnyLabeling: the field of the question, where its name does not say so')
    .option('--answer <field>', 'the field of the answer to it')
}

/** The options of whatever writes training data. */
function writing(command: Command): Command {
  return command
    .option('--dialect <id>', "how coordinates are written; see deixis dialects; the format's usual one when absent")
    .option('--reviewed-only', 'only turns that a person reviewed or wrote')
    .option('--open-proposals', 'also what mentions proposals that nobody judged (the default)')
    .option('--no-open-proposals', 'leave out what mentions proposals that nobody judged')
    .option('--as-sent', 'places as they were sent: what the model said and people pointed at, before they moved it')
    .option('--learn <which>', 'which answers are to be learnt, where the format has a flag: all or reviewed')
    .option('--split <val,test,seed>', 'shares of the pictures, as in 0.1,0.1,7; no picture is in two splits')
    .option('--copy-images', 'copy the pictures, upright')
    .option('--link-images', 'link to the pictures as they are')
    .option('--absolute-paths', 'absolute paths of pictures')
}

writing(
  program
    .command('export')
    .description("write a project's dialogues as training data")
    .requiredOption('--project <folder>', 'the folder of pictures, or the word sample')
    .requiredOption('--format <name>', 'deixis, llava, ms-swift, coco …; a wrong one lists them all')
    .requiredOption('--out <folder>', 'where to write'),
)
  .option('--filter <text>', 'only what is on pictures that pass it, as in the list: status:done and label:dog')
  .option('--valid-rest', 'leave out what has errors instead of writing nothing')
  .action(running<ExportWords>(async () => (await import('./commands/export.ts')).exportDataset))

reading(
  program
    .command('import')
    .description("add a file or folder of another tool to a project's dialogues and regions; nothing is replaced")
    .argument('<file>', 'the file, or the folder of a format with many files')
    .requiredOption('--project <folder>', 'the folder of pictures, or the word sample')
    .option('--format <name>', 'the format; found out from the content when it is left out')
    .option('--dialect <name>', 'the dialect that coordinates in texts are in')
    .option('--frame <name>', 'what the numbers are: pixels, unit, thousandths or padded')
    .option('--fit-sizes', 'scale (or turn) to the picture where the file gives it another size')
    .option('--dry-run', 'say what would be added, and add nothing'),
).action((file: string, words: Omit<ImportWords, 'file'>) =>
  running<ImportWords>(async () => (await import('./commands/import.ts')).importDataset)({ ...words, file }),
)

reading(
  writing(
    program
      .command('convert')
      .description('convert a file, or a folder of them, from one format into another')
      .argument('<in>', 'the file or folder to read')
      .argument('<out>', 'the file to write, or a folder where the format has several files')
      .requiredOption('--from <name>', 'the format of what is read')
      .requiredOption('--to <name>', 'the format to write'),
  ),
)
  .option('--from-dialect <id>', "how coordinates are written in what is read; the format's usual one when absent")
  .option('--images <folder>', 'where the pictures are: for their sizes, and to copy or link them')
  .option('--threads <number>', 'at most that many; 0 works in one')
  .option('--json', 'print the report as JSON')
  .action((input: string, output: string, words: ConvertWords) =>
    running<ConvertWords>(async () => (await import('./commands/convert.ts')).convert)({ ...words, input, output }),
  )

reading(
  program
    .command('validate')
    .description('check a file; exits with 1 when it has errors')
    .argument('<file>', 'the file or folder to check')
    .requiredOption('--format <name>', 'its format')
    .option('--dialect <id>', "how coordinates are written in it; the format's usual one when absent")
    .option('--images <folder>', 'where the pictures are, to check them too')
    .option('--threads <number>', 'at most that many; 0 works in one')
    .option('--json', 'print the report as JSON'),
).action((input: string, words: ValidateWords) =>
  running<ValidateWords>(async () => (await import('./commands/convert.ts')).validate)({ ...words, input }),
)

program
  .command('stats')
  .description('count what is in a file or a project')
  .argument('<what>', 'a file, or the folder of a project, or the word sample')
  .option('--format <name>', 'the format of a file; deixis when absent')
  .option('--dialect <id>', 'how coordinates are written in it')
  .option('--images <folder>', 'where the pictures are, for their sizes')
  .option('--json', 'print the counts as JSON')
  .action((input: string, words: StatsWords) =>
    running<StatsWords>(async () => (await import('./commands/stats.ts')).stats)({ ...words, input }),
  )

program
  .command('dialects')
  .description('one region in the text of every model family side by side: which coordinates does a model want?')
  .option('--image <file>', 'a picture, for its size')
  .option('--size <WxH>', 'a size in pixels instead (1200x800 when neither is given)')
  .option('--box <x1,y1,x2,y2>', 'a box in pixels of the upright picture')
  .option('--point <x,y>', 'a point instead')
  .option('--polygon <x,y,…>', 'a polygon instead')
  .option('--label <words>', 'what the region is called')
  .option('--only <id>', 'only this dialect; may be repeated', repeated)
  .option('--json', 'print JSON')
  .action(running<DialectsWords>(async () => (await import('./commands/dialects.ts')).listDialects))

program
  .command('scenes')
  .description('compose scenes with requests and right answers')
  .requiredOption('--out <folder>', 'where to write')
  .option('--count <number>', 'how many scenes', '100')
  .option('--seed <number>', 'the same seed gives the same scenes', '1')
  .option('--split <name>', 'train or heldout', 'heldout')
  .option('--questions <number>', 'questions for each scene', '6')
  .option('--dialogues', 'also a dialogue of three to six turns about each scene; earlier turns have the right answers')
  .option('--styles <names>', 'drawing styles, with commas between them')
  .action(running<ScenesWords>(async () => (await import('./commands/scenes.ts')).scenes))

await program.parseAsync()

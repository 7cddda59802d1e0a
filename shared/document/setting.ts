import * as v from 'valibot'

export const Setting = v.object({
  /** What is set, e.g. `templates`. */
  id: v.string(),
  /** Any JSON value. Whoever reads it checks its form: another version of the program may have written it. */
  value: v.unknown(),
})
/** One thing that people set for a project as a whole, such as its own templates. It goes wherever the project goes. */
export type Setting = v.InferOutput<typeof Setting>

const sliceMs = 12

/** Call between pieces of long work: now and then it lets everything else run. */
export function makePause(): () => Promise<void> | undefined {
  let start = performance.now()
  return () => {
    if (performance.now() - start < sliceMs) return undefined
    return new Promise((resolve) => {
      setImmediate(() => {
        start = performance.now()
        resolve()
      })
    })
  }
}

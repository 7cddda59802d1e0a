const names: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
}

/** The name people know a provider by; an unknown one as it is. */
export function providerName(id: string): string {
  return names[id] ?? id
}

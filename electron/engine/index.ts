// Read when onnxruntime is loaded: must be set before anything below imports it.
process.env.ORT_DISABLE_TELEMETRY = '1'

void import('./host.ts').then(({ runHost }) => runHost())

export {}

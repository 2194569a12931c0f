import { loadTask } from '../tasks/load-task.ts'
import { loadConfig } from '../config/load-config.ts'
import { EvalError } from '../schema/eval-error.ts'
const config = await loadConfig({ root: '/work/main/evals', env: {}, allowKeys: {}, allowFolders: [] } as never)
for (const name of ['lecture-concepts', 'support-triage', 'invoice-fields']) {
  try { const t = loadTask(`/work/main/evals/${name}/${name}.task.yaml`, config); console.log(name, t.cases.length, t.metrics, t.primary, t.checks.length) }
  catch (e) { if (EvalError.is(e)) { console.log(e.message); for (const f of e.faults) console.log(f) } else console.log(e) }
}

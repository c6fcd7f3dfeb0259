import { consumeAll } from './consumer.js';
import { publishAll } from './publisher.js';
import type { RunPlan } from './run-plan.js';

/** Entry of both child processes: role and plan come as arguments, reports go to the parent, which ends the process. */
const [role, planText] = process.argv.slice(2);
const plan = JSON.parse(planText ?? 'null') as RunPlan;
if (role === 'publish') await publishAll(plan);
else process.send?.({ result: await consumeAll(plan, () => process.send?.({ ready: true })) });

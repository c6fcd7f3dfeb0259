import type { LanguageModel } from '../../ports/language-model.js';
import type { Edge } from '../edge/edge.js';

/**
 * A language model beyond an edge: what it would cost is drawn, what it answers comes in.
 * @param open makes it; never called in a replay @throws what `open` throws
 */
export async function modelBeyond(edge: Edge, open: () => Promise<LanguageModel>): Promise<LanguageModel> {
  let opened: LanguageModel | null = null;
  /** Asked for by those alone whom no replay calls. */
  const there = () => opened as LanguageModel;
  const model = await edge.ask('open model', null, async () => {
    opened = await open();
    return opened.model;
  });
  return {
    model,
    worstCost: (question) => edge.draw('worst cost', () => there().worstCost(question)),
    worstBatchCost: (questions) => edge.draw('worst cost of a batch', () => there().worstBatchCost(questions)),
    ask: (question, signal) => edge.ask('model ask', question, () => there().ask(question, signal)),
    submit: (questions) => edge.ask('model submit', questions, () => there().submit(questions)),
    status: (batch) => edge.ask('model status', batch, () => there().status(batch)),
    batchesSince: (since) => edge.ask('model batches', since, () => there().batchesSince(since)),
    async collect(batch) {
      const outcomes = await edge.ask('model collect', batch, async () => [...(await there().collect(batch))]);
      return new Map(outcomes);
    },
  };
}

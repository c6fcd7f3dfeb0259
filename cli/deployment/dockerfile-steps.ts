export interface DockerStep {
  /** Name of its stage, or its number. */
  readonly stage: string;
  readonly instruction: string;
  readonly text: string;
}

/** The steps of a Dockerfile in order, comments gone and continued lines joined. */
export function dockerfileSteps(file: string): readonly DockerStep[] {
  const lines = file
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  let stages = 0;
  let stage = '';
  return lines.map((line) => {
    const [instruction = ''] = line.split(' ', 1);
    const text = line.slice(instruction.length + 1);
    if (instruction === 'FROM') stage = / AS (\S+)$/i.exec(text)?.[1] ?? String(stages++);
    return { stage, instruction, text };
  });
}

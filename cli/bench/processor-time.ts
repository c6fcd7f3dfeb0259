/** Starts counting processor time of this process: what else the machine does is no part of it. @returns ms so far */
export function processorTime(): () => number {
  const from = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1_000;
  };
}

export declare function step<T>(
  label: string,
  work: (note: (text: string) => void) => Promise<T> | T,
): Promise<T>

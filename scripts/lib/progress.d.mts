export declare function step<T>(label: string, work: () => Promise<T> | T): Promise<T>

export declare const stopRequested: Promise<string>
export declare function atEnd(close: () => Promise<unknown> | unknown): void
export declare function watchSignals(): void
export declare function closeAll(): Promise<void>
export declare function runUntilStopped(work: () => Promise<void>): Promise<never>

export declare const projectFolder: string
export declare function requireNode(oldest?: readonly [major: number, minor: number], what?: string): void
export declare function programOf(packageName: string, program?: string): string
export declare function enableTypeScript(): Promise<void>
export declare function runMain(main: () => Promise<void>): Promise<void>

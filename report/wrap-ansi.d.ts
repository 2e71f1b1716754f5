/** Version 7, the last that is not an ES module, has no types (https://github.com/chalk/wrap-ansi/tree/v7.0.0#api). */
declare module "wrap-ansi" {
  export default function wrapAnsi(
    text: string,
    columns: number,
    options?: { readonly hard?: boolean; readonly trim?: boolean; readonly wordWrap?: boolean },
  ): string;
}

/**
 * The fields around a place in a paragraph. A field is an instruction and, after a separator, the result that readers
 * see; fields can be in both.
 */
export interface FieldStack {
  /** Inside an instruction, which readers do not see. */
  readonly isInInstruction: boolean;
  /** Inside the number of a page. */
  readonly isPageNumber: boolean;
  /** @param formText - shown by a form field that keeps no result */
  begin(formText: string | null): void;
  /** Appends to the instruction of the innermost field. */
  instruct(text: string): void;
  separate(): void;
  /** A result was shown. */
  show(): void;
  /** Ends the innermost field; the instruction and form text if no result was shown. */
  end(): { readonly instruction: string; readonly formText: string | null } | null;
}

interface Field {
  instruction: string;
  readonly formText: string | null;
  isResult: boolean;
  isPageNumber: boolean;
  isShown: boolean;
}

const pageNumber = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/i;

export function createFieldStack(): FieldStack {
  const fields: Field[] = [];
  let instructions = 0;
  let pageNumbers = 0;
  return {
    get isInInstruction() {
      return instructions > 0;
    },
    get isPageNumber() {
      return pageNumbers > 0;
    },
    begin(formText) {
      fields.push({ instruction: "", formText, isResult: false, isPageNumber: false, isShown: false });
      instructions += 1;
    },
    instruct(text) {
      const field = fields.at(-1);
      if (field !== undefined && !field.isResult) field.instruction += text;
    },
    separate() {
      const field = fields.at(-1);
      if (field === undefined || field.isResult) return;
      field.isResult = true;
      instructions -= 1;
      field.isPageNumber = pageNumber.test(field.instruction);
      if (field.isPageNumber) pageNumbers += 1;
    },
    show() {
      const field = fields.at(-1);
      if (field !== undefined) field.isShown = true;
    },
    end() {
      const field = fields.pop();
      if (field === undefined) return null;
      if (!field.isResult) instructions -= 1;
      if (field.isPageNumber) pageNumbers -= 1;
      const outer = fields.at(-1);
      if (field.isShown && outer !== undefined) outer.isShown = true;
      return field.isShown ? null : field;
    },
  };
}

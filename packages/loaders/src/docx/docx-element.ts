/** A node of the document that mammoth hands to `transformDocument`. */
export interface DocxElement {
  readonly type: string;
  readonly children?: readonly DocxElement[];
  /** Of bookmarks. */
  readonly name?: string;
  /** Of texts. */
  readonly value?: string;
  /** Of paragraphs. */
  readonly styleName?: string | null;
  readonly numbering?: { readonly level: string | number; readonly isOrdered: boolean } | null;
  /** Of table rows and cells. */
  readonly isHeader?: boolean;
  readonly rowSpan?: number;
  readonly colSpan?: number;
  /** Of breaks. */
  readonly breakType?: string;
  /** Of checkboxes. */
  readonly checked?: boolean;
  /** Of images. */
  readonly altText?: string | null;
  /** Of notes and references to them. */
  readonly noteType?: string;
  readonly noteId?: string;
  readonly body?: readonly DocxElement[];
  /** Of the document. */
  readonly notes?: { resolve(reference: DocxElement): DocxElement | undefined };
  readonly comments?: readonly DocxElement[];
}

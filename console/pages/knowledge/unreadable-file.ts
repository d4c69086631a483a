export type FileProblem =
  | 'TOO_LARGE'
  | 'HTML_TOO_LARGE'
  | 'EMPTY'
  | 'BINARY'
  | 'ENCODING'
  | 'PDF_LOCKED'
  | 'PDF_BROKEN'
  | 'PDF_NO_TEXT'
  | 'OTHER_KIND';

/** A file that cannot become a document, and why. */
export class UnreadableFile extends Error {
  readonly problem: FileProblem;
  constructor(problem: FileProblem) {
    super(problem);
    this.name = 'UnreadableFile';
    this.problem = problem;
  }
}

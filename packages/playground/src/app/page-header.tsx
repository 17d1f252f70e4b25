import type { Collection } from "../api/shapes.js";
import { strings } from "../texts/strings.js";

/** What the page shows. */
export type View = keyof typeof strings.views;

const views = Object.keys(strings.views) as View[];

interface PageHeaderProps {
  readonly inert: boolean;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly collections: readonly Collection[];
  readonly collection: Collection | null;
  readonly onCollection: (name: string) => void;
}

/** Name, views and the choice of documents. */
export function PageHeader({ inert, view, onView, collections, collection, onCollection }: PageHeaderProps) {
  return (
    <header class="page-header" inert={inert}>
      <a class="skip" href="#main">
        {strings.skip}
      </a>
      <span class="name">{strings.name}</span>
      <nav aria-label={strings.tabs}>
        {views.map((one) => (
          <button key={one} type="button" aria-current={one === view ? "page" : undefined} onClick={() => onView(one)}>
            {strings.views[one]}
          </button>
        ))}
      </nav>
      {collection !== null && (
        <label class="collection">
          <span class="unseen">{strings.collection}</span>
          <select value={collection.name} onChange={({ currentTarget }) => onCollection(currentTarget.value)}>
            {collections.map(({ name, documents }) => (
              <option key={name} value={name}>
                {`${name} (${documents.toLocaleString("en")})`}
              </option>
            ))}
          </select>
        </label>
      )}
    </header>
  );
}

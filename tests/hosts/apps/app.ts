/** What each of the pages' programs here is given: an object as a backend, and who hears events. */
export interface AppProps {
  backend: object;
  heard: (event: string) => void;
}

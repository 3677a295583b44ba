// Sends someone who came to a missing page home, keeping what stands after `?` and `#`:
// a link into the app whose path was mistyped or has moved still arrives where it points.
const home = new URL('..', import.meta.url);
// At home itself the app is what is missing: going there again would never end.
if (location.pathname !== home.pathname && location.pathname !== `${home.pathname}index.html`) {
  home.search = location.search;
  home.hash = location.hash;
  location.replace(home);
}

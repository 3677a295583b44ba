// The same records written and read back by the app's store and by IndexedDB as one writes it by hand.
import init, { make, open, read, write } from './bench_storage.js';

await init({ module_or_path: './bench_storage_bg.wasm' });

let records = [];

window.prepare = async (count, bytes) => {
  const texts = make(count, bytes);
  records = texts.map((text) => JSON.parse(text));
  return texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
};

window.ours = async (name) => {
  await open(name);
  const before = performance.now();
  await write();
  const between = performance.now();
  const count = await read();
  return { count, write: between - before, read: performance.now() - between };
};

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

window.theirs = async (name) => {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('records', { keyPath: 'id' });
  const database = await done(opening);
  const before = performance.now();
  await new Promise((resolve, reject) => {
    const transaction = database.transaction('records', 'readwrite', { durability: 'strict' });
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
    const store = transaction.objectStore('records');
    for (const record of records) store.put(record);
  });
  const between = performance.now();
  const all = await done(database.transaction('records').objectStore('records').getAll());
  const ended = performance.now();
  database.close();
  return { count: all.length, write: between - before, read: ended - between };
};

window.isReady = true;

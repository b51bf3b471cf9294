// What a storage can do wrong, and what people do meanwhile. `faults.rs` runs this before every page.
(() => {
    if (!location.protocol.startsWith('http') || window.faulty) return;
    const PREFIX = 'tech-lead-guide:';
    const proto = Storage.prototype;
    const real = { getItem: proto.getItem, setItem: proto.setItem, removeItem: proto.removeItem };
    const { ownKeys } = Reflect;
    const local = Object.getOwnPropertyDescriptor(window, 'localStorage');
    const storage = window.localStorage;
    const clear = () => Object.keys(storage).forEach((key) => real.removeItem.call(storage, key));

    // Everything that is on disk, whatever the page is told.
    const disk = () => Object.fromEntries(Object.keys(storage)
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => [key.slice(PREFIX.length), real.getItem.call(storage, key)]));

    const fail = (name) => { throw new DOMException('by this test', name); };
    const patch = (name, wrong) => {
        proto[name] = function (...given) {
            return this === storage ? wrong.apply(this, given) : real[name].apply(this, given);
        };
    };
    const give = (get) => Object.defineProperty(window, 'localStorage', { configurable: true, get });
    const roomFor = (units) => {
        let left = units;
        patch('setItem', (key, value) => {
            const growth = key.length + String(value).length - (real.getItem.call(storage, key) === null ? 0 : key.length + real.getItem.call(storage, key).length);
            if (growth > left) fail('QuotaExceededError');
            left -= growth;
            real.setItem.call(storage, key, value);
        });
        patch('removeItem', (key) => {
            const there = real.getItem.call(storage, key);
            if (there !== null) left += key.length + there.length;
            real.removeItem.call(storage, key);
        });
    };

    const faults = {
        none: () => {},
        denied: () => give(() => fail('SecurityError')),
        null: () => give(() => null),
        'one value unreadable': (concerned) => patch('getItem', (key) => (concerned.test(key) ? fail('UnknownError') : real.getItem.call(storage, key))),
        'no value readable': () => patch('getItem', () => fail('UnknownError')),
        'no room': () => roomFor(0),
        'little room': () => roomFor(1500),
        'writes fail': () => patch('setItem', () => fail('UnknownError')),
        'writes forgotten': () => patch('setItem', () => {}),
        'removals forgotten': () => patch('removeItem', () => {}),
        'no list of keys': () => { Reflect.ownKeys = (of) => (of === storage ? fail('UnknownError') : ownKeys(of)); },
        cleared: clear,
    };
    const heal = () => {
        Object.assign(proto, real);
        Reflect.ownKeys = ownKeys;
        Object.defineProperty(window, 'localStorage', local);
    };

    const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
    const until = async (holds, milliseconds) => {
        const end = performance.now() + milliseconds;
        for (;;) {
            const found = holds();
            if (found || performance.now() > end) return found;
            await pause(15);
        }
    };
    // What somebody needs in order to go on. Where it does not come, that is no way.
    const need = async (find) => {
        const found = await until(find, 2500);
        if (!found) throw new Error(`no way: ${find}`);
        return found;
    };
    const one = (css) => document.querySelector(css);
    const press = async (css, text) => {
        const part = await need(() => [...(one(css)?.querySelectorAll('button:not(:disabled), a, summary, label') ?? [])]
            .find((part) => part.textContent.trim().startsWith(text)));
        (part.querySelector('input') ?? part).click();
    };
    const type = (field, text) => {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const choose = async (css, text) => {
        const field = await need(() => one(css));
        const files = new DataTransfer();
        files.items.add(new File([text], 'file.json'));
        field.files = files.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const bySteps = async () => {
        await need(() => one('.controls input'));
        await press('.controls', 'By step');
        await need(() => document.querySelectorAll('.step').length > 3);
        document.querySelectorAll('.step').forEach((step) => { step.open = true; });
    };
    const live = () => need(() => document.documentElement.hasAttribute('data-hydrated'));

    const json = (text) => { try { return JSON.parse(text); } catch { return null; } };
    const itemsOf = (all, plan) => Object.entries(all).sort().filter(([key]) => key.startsWith(`plan:${plan}:item:`)).map(([, value]) => json(value));
    const item = (all, id) => json(all[`plan:main:item:${id}`] ?? 'null');
    const ITEMS = Array.from({ length: 40 }, (_, number) => ({
        schema: 1, id: `own-file${number}`, step: 'degree', rank: `m${String.fromCharCode(98 + (number % 24))}${String.fromCharCode(98 + (number / 24 | 0))}`,
        title: `From the file ${number}`, note: 'A note of some length. '.repeat(6), status: 'todo', version: 1,
    }));
    const FILE = JSON.stringify({ kind: 'tech-lead-guide plan', schema: 1, name: 'Theirs', items: ITEMS });
    const fromFile = (all, plan) => itemsOf(all, plan).filter((item) => item?.title?.startsWith('From the file')).length;
    const copies = (all) => Object.keys(all).filter((key) => /^plan:[^:]+$/.test(key) && json(all[key])?.name === 'Theirs').map((key) => key.slice(5));
    const bringIn = async (how) => {
        await press('.tabs', 'Share and backup');
        await choose('#import-file', FILE);
        await press('#import-result', how);
    };
    const message = (part) => () => one('.strip .said')?.textContent.includes(part);
    const weights = (all) => Object.keys(all).filter((key) => key.startsWith('compare:weight:')).length;

    // What people do. `act` does it, `shown` is whether the page shows it as done, and `done` whether it is
    // on disk; `may` are the keys that it changes, and `concerned` the one that cannot be read.
    const MAIN = { page: 'roadmap/', seed: 'full', may: /^plan:main/, room: /^plan:main/ };
    const paths = {
        tick: {
            ...MAIN, may: /^plan:main(:edit:.*|:item:tool-fluency)$/, concerned: /item:tool-fluency$/,
            act: async () => { await bySteps(); (await need(() => one('#tick-tool-fluency:not(:disabled)'))).click(); },
            shown: () => one('#tick-tool-fluency').checked,
            done: (all) => item(all, 'tool-fluency')?.status === 'done',
        },
        'first edit': {
            ...MAIN, seed: 'empty', concerned: /plan:main$/, batch: true,
            act: async () => { (await need(() => one('#tick-tool-fluency:not(:disabled)'))).click(); },
            shown: () => one('#tick-tool-fluency').checked,
            done: (all) => item(all, 'tool-fluency')?.status === 'done' && itemsOf(all, 'main').length === json(all['plan:main'] ?? 'null')?.items,
        },
        add: {
            ...MAIN, may: /^plan:main($|:edit:|:item:own-|:batch)/, concerned: /plan:main$/,
            act: async () => { await bySteps(); const field = await need(() => one('#add-degree:not(:disabled)')); type(field, 'Written here'); field.form.requestSubmit(); },
            shown: () => one('#step-degree').textContent.includes('Written here'),
            done: (all) => itemsOf(all, 'main').some((item) => item?.title === 'Written here'),
        },
        'delete item': {
            ...MAIN, may: /^plan:main($|:edit:|:item:tool-fluency|:batch)/, concerned: /item:tool-fluency$/,
            act: async () => { await bySteps(); (await need(() => one('#item-tool-fluency > .menu > button'))).click(); await press('#item-tool-fluency .menu-list', 'Delete'); },
            shown: () => !one('#item-tool-fluency'),
            done: (all) => [undefined, 'removed'].includes(item(all, 'tool-fluency')?.status),
        },
        'delete plan': {
            ...MAIN, may: /^(quarantine:)?plan:own-|^open-plan$/, concerned: /plan:own-[^:]*$/,
            act: async () => { await press('.tabs', 'Share and backup'); await press('.panel:not([hidden])', 'Delete it for good'); },
            shown: () => ![...document.querySelectorAll('.panel button')].some((button) => button.textContent.startsWith('Delete it for good')),
            done: (all) => !Object.keys(all).some((key) => key.includes('plan:own-')),
        },
        undo: {
            ...MAIN, may: /^plan:main($|:edit:|:item:choose-a-route|:batch)/, concerned: /item:choose-a-route$/,
            act: async () => { (await need(() => one('#undo:not(:disabled):not([hidden])'))).click(); },
            shown: () => !one('#tick-choose-a-route')?.checked,
            done: (all) => item(all, 'choose-a-route')?.status !== 'done',
        },
        reset: {
            ...MAIN, concerned: /item:choose-a-route$/, batch: true,
            act: async () => { await press('.tabs', 'Share and backup'); (await need(() => one('#reset'))).click(); await press('.panel:not([hidden])', 'Yes, reset it'); },
            shown: message('as the guide proposes'),
            done: (all) => item(all, 'choose-a-route')?.status !== 'done' && Object.keys(all).some((key) => key.startsWith('plan:main:restore:')),
        },
        'import: replace': {
            ...MAIN, concerned: /plan:main$/, batch: true,
            act: () => bringIn('Replace my plan'),
            shown: message('is the one of the file'),
            done: (all) => fromFile(all, 'main') === 40 && [undefined, 'removed'].includes(item(all, 'tool-fluency')?.status),
        },
        'import: merge': {
            ...MAIN, concerned: /plan:main$/, batch: true,
            act: () => bringIn('Merge into my plan'),
            shown: message('is merged'),
            done: (all) => fromFile(all, 'main') === 40,
        },
        'import: copy': {
            ...MAIN, may: /^plan:own-|^open-plan$/, concerned: /open-plan$/, batch: true,
            act: () => bringIn('Keep as another plan'),
            shown: message('The plan “Theirs” is open'),
            done: (all) => copies(all).some((id) => fromFile(all, id) === 40),
        },
        'restore of a backup': {
            page: 'about/', seed: 'other', may: /^(theme|skills:draft|backup|restoring.*)$/, room: /^(plan|theme)/, concerned: /:theme$/, batch: true,
            act: async () => { await need(() => one('.data.live')); await choose('#restore-file', sessionStorage.getItem('backup')); await press('#restore-result', 'Yes, restore it'); },
            shown: () => one('.data').textContent.includes('Restored: '),
            done: (all) => json(all.theme ?? 'null')?.theme === 'dark' && Boolean(all['skills:draft']),
            partly: (all) => (json(all.theme ?? 'null')?.theme === 'dark') !== Boolean(all['skills:draft']),
        },
        'skills answer': {
            page: 'skills/', seed: 'full', may: /^skills:draft$/, room: /^skills:/, concerned: /skills:draft$/,
            act: async () => { await need(() => one('.one-by-one, .skill.current')); (await need(() => one('#delegation input[value="2"]:not(:disabled)'))).click(); },
            shown: () => one('#delegation input[value="2"]').checked,
            done: (all) => all['skills:draft']?.includes('delegation:2'),
        },
        'weighing answer': {
            page: 'compare/', seed: 'full', may: /^compare:weight:/, room: /^compare:/, concerned: /compare:weight:/,
            act: async () => { await press('.tabs', 'Weigh'); const before = (await need(() => one('#card-title'))).textContent; one('.feeling').click(); await until(() => one('#card-title').textContent !== before, 500); },
            shown: () => !one('.card-ways button')?.disabled,
            done: (all, before) => weights(all) === weights(before) + 1,
        },
        theme: {
            page: 'about/', seed: 'other', may: /^theme$/, room: /^theme$/, concerned: /:theme$/,
            act: async () => { const menu = await need(() => one('header .theme select')); menu.value = 'dark'; menu.dispatchEvent(new Event('change', { bubbles: true })); },
            shown: () => document.documentElement.dataset.theme === 'dark',
            done: (all) => json(all.theme ?? 'null')?.theme === 'dark',
        },
    };

    const WORDS = /not saved|not stored|not restored|nothing was changed|nothing has changed|nothing of it is changed|could not|did not give|does not let|is full|was deleted|until you close|cannot be/i;
    // What the page says of trouble, in sight.
    const told = () => [...new Set([...document.querySelectorAll('.not-saved, #skills-error, [role=alert], [role=status], .data .note, #import-result .note')]
        .filter((line) => line.checkVisibility())
        .map((line) => line.textContent.trim())
        .filter((line) => WORDS.test(line)))].join(' | ');
    const alive = () => Boolean(one('#failure')?.hidden ?? true);

    // What is not there any more as it was, apart from what was to be changed.
    const lost = (before, now, may) => Object.keys(before)
        .filter((key) => key !== 'mark' && !may.test(key) && now[key] !== before[key]);
    const asEffective = (path, before, now) => (path.batch && !path.done(now, before)
        ? path.partly?.(now) ?? JSON.stringify([itemsOf(before, 'main'), copies(before)].flat()) !== JSON.stringify([itemsOf(now, 'main'), copies(now)].flat())
        : false);

    for (const path of Object.values(paths)) {
        const { done } = path;
        path.done = (all, before) => Boolean(done(all, before));
    }

    window.faulty = {
        paths, disk, live,
        prepare: (seed, fault, path) => {
            sessionStorage.setItem('seed', JSON.stringify(seed));
            sessionStorage.setItem('fault', JSON.stringify([fault, path]));
        },
        act: async (name) => { await paths[name].act(); await pause(100); },
        play: async (name, fault) => {
            const path = paths[name];
            const before = disk();
            if (fault) faults[fault](path.concerned);
            let no_way = '';
            try { await path.act(); } catch (error) { no_way = String(error.message); }
            await until(() => path.done(disk(), before) || told(), 1500);
            await pause(40);
            const now = disk();
            let shown = false;
            try { shown = !no_way && Boolean(path.shown()); } catch { /* not there */ }
            const result = { before, now, no_way, shown, said: told(), done: path.done(now, before), alive: alive() };
            heal();
            window.dispatchEvent(new Event('focus'));
            await pause(30);
            const later = disk();
            const may = fault === 'cleared' ? new RegExp(`${path.may.source}|^(?!${path.room.source.replace(/^\^/, '')})`) : path.may;
            return { ...result, later: path.done(later, before), lost: fault === 'cleared' ? [] : lost(before, now, may), lost_later: fault === 'cleared' && no_way ? [] : lost(before, later, may), alive_later: alive() };
        },
        after: async (name, before, fault) => {
            const path = paths[name];
            await need(() => one('.strip, .data.live, .one-by-one, .skill.current, .tabs'));
            await pause(60);
            const now = disk();
            const may = fault === 'cleared' ? /./ : path.may;
            return { done: path.done(now, before), partly: asEffective(path, before, now), lost: lost(before, now, may), said: told(), alive: alive() };
        },
    };

    const seed = sessionStorage.getItem('seed');
    if (seed) {
        sessionStorage.removeItem('seed');
        clear();
        for (const [key, value] of Object.entries(JSON.parse(seed))) real.setItem.call(storage, PREFIX + key, value);
    }
    const fault = sessionStorage.getItem('fault');
    if (fault) {
        sessionStorage.removeItem('fault');
        const [name, path] = JSON.parse(fault);
        faults[name]?.(paths[path].concerned);
    }
})();

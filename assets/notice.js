// A line at the foot of the page with buttons, for what is said by scripts and not by the app. A button
// takes the line away, unless what it does says otherwise.
export function notice(id, text, buttons) {
  const line = Object.assign(document.createElement('div'), { id, className: 'bar-notice' });
  line.setAttribute('role', 'status');
  document.getElementById(id)?.remove();
  document.body.append(line);
  const words = document.createElement('p');
  line.append(words);
  // Screen readers tell what comes into a line that is there already.
  setTimeout(() => { words.textContent = text; });
  for (const [name, act] of Object.entries(buttons)) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: name });
    button.onclick = () => {
      if (act === true || act() !== false) line.remove();
    };
    line.append(button);
  }
  return line;
}

/* What happens below and is heard above: so that no lower room imports a higher one. */

/** Something that happens in one room and is heard in rooms above it, which the lower one does not know. */
function makeSignal() {
  const heard = [];
  return {
    on(act) {
      heard.push(act);
    },
    emit(...what) {
      heard.forEach((act) => act(...what));
    },
  };
}

/** A layer has come, or will not come. */
export const arrivals = makeSignal();

/** The visitor chose: (id | null, more of what was clicked). */
export const selections = makeSignal();

/** Something asked for has been painted: (address to ask for). */
export const paintings = makeSignal();

/** The dot of a shared place was pressed: (its place, the marks that stand there). */
export const stackPresses = makeSignal();

// Loaded into the browsers' driver before it starts (`node --require`): what a browser tells it that nobody here asked for
// is dropped as it comes in, unread.
//
// All visits share the driver, and it listens to everything: every line that a page, a frame or a worker says to its
// console, with all its values, every error, every frame of a web socket. Read, a line of a megabyte costs it megabytes and
// milliseconds, and it keeps the last two hundred of every page.
//
// A browser speaks to it through its fifth file, in JSON messages that end with a zero byte; events begin with their method.
"use strict";
const childProcess = require("node:child_process");
const { Transform, pipeline } = require("node:stream");

const UNHEARD = [
  "Log.entryAdded",
  "Network.eventSourceMessageReceived",
  "Network.webSocketFrameError",
  "Network.webSocketFrameReceived",
  "Network.webSocketFrameSent",
  "Runtime.consoleAPICalled",
  "Runtime.exceptionThrown",
].map((method) => Buffer.from(`{"method":"${method}"`));
const LONGEST_NAME = Math.max(...UNHEARD.map((one) => one.length));
const EVENT = Buffer.from('{"method":"');
// Bytes of an event that is listened to. A real one is a tenth of it, with every header that a browser accepts.
const LONGEST_EVENT = 1_000_000;
// What stands in its own address is asked of nobody; such addresses are as long as what they hold, and a script may ask for
// thousands.
const ASKED_OF_NOBODY = '"request":{"url":"data:';
const FROM_BROWSER = 4;

const begins = (message, head) => message.length >= head.length && message.compare(head, 0, head.length, 0, head.length) === 0;

class Ear extends Transform {
  // Of the message that is coming in: what is done with it, and what is kept of it until that is known.
  #fate = "open";
  #pieces = [];
  #length = 0;

  _transform(chunk, _, done) {
    let from = 0;
    while (from < chunk.length) {
      const zero = chunk.indexOf(0, from);
      const end = zero < 0 ? chunk.length : zero + 1;
      this.#take(chunk.subarray(from, end), zero >= 0);
      from = end;
    }
    done();
  }

  _flush(done) {
    this.#pass();
    done();
  }

  #take(piece, ends) {
    if (this.#fate === "passed") this.push(piece);
    else if (this.#fate !== "dropped") this.#keep(piece, ends);
    if (ends) this.#fate = "open";
  }

  #keep(piece, ends) {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#fate === "open" && (ends || this.#length >= LONGEST_NAME)) {
      const head = this.#pieces.length > 1 ? Buffer.concat(this.#pieces) : piece;
      if (UNHEARD.some((one) => begins(head, one))) this.#drop();
      else if (begins(head, EVENT)) this.#fate = "event";
      else this.#pass();
    }
    if (this.#fate === "event" && this.#length > LONGEST_EVENT) this.#drop();
    else if (ends && this.#fate === "event") this.#passEvent();
  }

  #passEvent() {
    if (this.#pieces.some((one) => one.includes(ASKED_OF_NOBODY))) this.#drop();
    else this.#pass();
  }

  #drop() {
    this.#pieces = [];
    this.#length = 0;
    this.#fate = "dropped";
  }

  #pass() {
    for (const one of this.#pieces) this.push(one);
    this.#pieces = [];
    this.#length = 0;
    this.#fate = "passed";
  }
}

const { spawn } = childProcess;
childProcess.spawn = function listening(...given) {
  const child = Reflect.apply(spawn, this, given);
  const told = child.stdio?.[FROM_BROWSER];
  if (told) child.stdio[FROM_BROWSER] = pipeline(told, new Ear(), () => {});
  return child;
};

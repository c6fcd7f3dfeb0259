/** Who says something, and where. Ids are the service's own; names are never looked at, anybody may take one. */
export interface ChatAsker {
  readonly person: string;
  /** Ids of roles; empty where a service knows none. */
  readonly roles: readonly string[];
  readonly chat: string;
}

export interface ChatCommand extends ChatAsker {
  /** Without the slash, in lower case. */
  readonly name: string;
  /** What stands behind it, trimmed. */
  readonly words: string;
}

export interface ChatPress extends ChatAsker {
  /** What the button carries. */
  readonly data: string;
  /** The message that it belongs to; null where the service does not say. */
  readonly message: string | null;
}

export interface ChatButton {
  readonly label: string;
  /** At most 64 bytes. */
  readonly data: string;
  /** An emoji that, put under the message, presses this button too, where a service has that. */
  readonly reaction?: string;
}

/** What is said, as plain text that the service escapes and cuts as it must. */
export interface ChatAnswer {
  readonly text: string;
  readonly buttons?: readonly ChatButton[];
  /** Nothing was done: this is for whoever asked and for nobody else. */
  readonly refused?: true;
  /** Told the message's id when it is there. */
  readonly onSent?: (message: string) => void;
}

export interface ChatHandlers {
  /** Null: nothing is said. */
  command(command: ChatCommand): Promise<ChatAnswer | null>;
  /** What is said below the message whose button was pressed, or to which somebody reacted; null: nothing. */
  press(press: ChatPress): Promise<ChatAnswer | null>;
}

/** A command as a service lists it. */
export interface ChatCommandInfo {
  readonly name: string;
  readonly about: string;
  /** What may stand behind it; null: nothing. */
  readonly words: { readonly name: string; readonly about: string; readonly required: boolean } | null;
}

/** A chat in which persons give commands. It connects anew by itself; what comes twice it hands on once. */
export interface ChatService {
  start(handlers: ChatHandlers, commands: readonly ChatCommandInfo[]): Promise<void>;
  /** Says something by itself, in the configured place. */
  post(answer: ChatAnswer): Promise<void>;
  health(): { readonly connected: boolean; readonly trouble: string | null };
  stop(): Promise<void>;
}

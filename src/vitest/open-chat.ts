import { ChatDoor } from '../engine/chat-door.ts'
import type { OpenChat } from '../schema/chat-address.ts'

let door: ChatDoor | undefined

/** Gives a trial an address at this worker's chat door, which opens with the first one. */
export const openChat: OpenChat = (trial) => (door ??= new ChatDoor()).open(trial)

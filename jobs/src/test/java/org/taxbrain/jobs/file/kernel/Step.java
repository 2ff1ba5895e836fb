package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One thing that happens: in a department, on the way, or to the job. Each says itself in one line. */
public sealed interface Step {
    void play(Play play);

    /** A row comes, or a new version of it. */
    record Put(String dataset, String key, ObjectNode row) implements Step {
        @Override
        public void play(Play play) {
            play.send(play.ledger().put(dataset, key, row));
        }

        @Override
        public String toString() {
            return "row " + dataset + ' ' + key + ' ' + SmallCity.telling(row);
        }
    }

    /** A row is deleted, or one that was never there. */
    record Delete(String dataset, String key) implements Step {
        @Override
        public void play(Play play) {
            play.send(play.ledger().delete(dataset, key));
        }

        @Override
        public String toString() {
            return "delete " + dataset + ' ' + key;
        }
    }

    /** A row that is there gets another owner, case, or unit; a register row another id, which corrects an alias. */
    record Move(String dataset, String key, List<Integer> dice) implements Step {
        @Override
        public void play(Play play) {
            ObjectNode row = play.ledger().row(dataset, key);
            if (row != null) {
                play.send(play.ledger().put(dataset, key, SmallCity.moved(dataset, row, Dice.of(dice))));
            }
        }

        @Override
        public String toString() {
            return "another owner of " + dataset + ' ' + key + ", by " + dice;
        }
    }

    /** A row that is there gets another key: it is deleted and comes again under the new one. */
    record Rekey(String dataset, String from, String to) implements Step {
        @Override
        public void play(Play play) {
            ObjectNode row = play.ledger().row(dataset, from);
            if (row != null) {
                play.send(play.ledger().delete(dataset, from));
                play.send(play.ledger().put(dataset, to, SmallCity.keyed(dataset, row, to)));
            }
        }

        @Override
        public String toString() {
            return "new key of " + dataset + ' ' + from + ": " + to;
        }
    }

    /** An earlier version of a row that is there comes again, or the present one; of a row that is gone CleanJob lets none pass. */
    record Again(String dataset, String key, int back) implements Step {
        @Override
        public void play(Play play) {
            if (play.ledger().row(dataset, key) != null) {
                List<SmallCity.Change> versions = play.ledger().versions(dataset, key);
                play.send(versions.get(Math.max(0, versions.size() - 1 - back)));
            }
        }

        @Override
        public String toString() {
            return "again " + dataset + ' ' + key
                    + (back == 0 ? ", same version" : ", the version " + back + " before");
        }
    }

    /** All rows of a dataset come again, as the same versions or as new ones with the same content. */
    record FileTwice(String dataset, boolean asNew) implements Step {
        @Override
        public void play(Play play) {
            for (SmallCity.Change row : play.ledger().left(dataset)) {
                play.send(asNew ? play.ledger().put(dataset, row.key(), row.row()) : row);
            }
        }

        @Override
        public String toString() {
            return "file of " + dataset + " twice, " + (asNew ? "as new versions" : "same versions");
        }
    }

    /** Messages move, each of one of the channels that hold any (the first is the one that waits longest). */
    record Deliver(List<Integer> channels) implements Step {
        @Override
        public void play(Play play) {
            channels.forEach(play.kernel()::deliver);
        }

        @Override
        public String toString() {
            return "messages move, of channels " + channels;
        }
    }

    /** A waiting key is written between checkpoints, as when too many wait. */
    record Write(int pick) implements Step {
        @Override
        public void play(Play play) {
            play.kernel().writeWaiting(pick);
        }

        @Override
        public String toString() {
            return "waiting key " + pick + " is written";
        }
    }

    /** A checkpoint; holding: each so manieth waiting key is not written, as in a rush. */
    record Barrier(List<Integer> channels, int holding) implements Step {
        @Override
        public void play(Play play) {
            play.barrier(channels, holding);
        }

        @Override
        public String toString() {
            String written =
                    switch (holding) {
                        case 0 -> "";
                        case 1 -> ", in a rush: nothing is written";
                        default -> ", in a rush: one in " + holding + " waiting keys is not written";
                    };
            return "checkpoint, messages by channels " + channels + written;
        }
    }

    /** The job goes on from its newest checkpoint, or from an earlier one, and reads its input again, compacted or not. */
    record Restart(int back, boolean compacted) implements Step {
        @Override
        public void play(Play play) {
            play.kernel().restart(back, compacted);
        }

        @Override
        public String toString() {
            String from = back == 0 ? "the newest checkpoint" : "a checkpoint " + back + " before the newest";
            return "restart from " + from + (compacted ? ", topics compacted" : "");
        }
    }
}

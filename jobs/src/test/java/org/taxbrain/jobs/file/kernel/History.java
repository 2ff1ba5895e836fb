package org.taxbrain.jobs.file.kernel;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What happened. As text one line a step, so that what a failure shrinks to can be read.
 *
 * @param end in which order messages move when all is over
 */
public record History(List<Step> steps, List<Integer> end) {
    @Override
    public String toString() {
        return steps.stream().map(step -> "\n  " + step).collect(Collectors.joining())
                + "\n  at the end messages move by channels " + end;
    }
}

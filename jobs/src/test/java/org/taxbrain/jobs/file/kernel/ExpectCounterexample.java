package org.taxbrain.jobs.file.kernel;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Turns a property round: it must fail, with a history that is shrunk to a few steps. */
final class ExpectCounterexample implements AroundPropertyHook {
    /** Far fewer than a history starts with; what is needed at least depends on the fault. */
    private static final int FEW = 12;

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyExecutionResult result = property.execute();
        if (result.status() != Status.FAILED || result.falsifiedParameters().isEmpty()) {
            return result.mapToFailed("no history shows the fault: the property proves nothing of it");
        }
        History shrunk = (History) result.falsifiedParameters().get().get(0);
        return shrunk.steps().size() <= FEW
                ? result.mapToSuccessful()
                : result.mapToFailed("the fault is found, but by a history that nobody can read:" + shrunk);
    }
}
